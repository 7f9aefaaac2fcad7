namespace HpcScheduler;

/// <summary>The reasons for an end, as ErrorCode of a job or task holds them (scheduler reference, section 8).</summary>
public static class ReasonCodes
{
    private const int Facility = unchecked((int)0x80040000);

    /// <summary>It ended well, or has not ended.</summary>
    public const int None = 0;

    /// <summary>Canceled by a user; the message is the ErrorMessage.</summary>
    public const int CanceledByUser = Facility | 0x0201;

    /// <summary>Finished by a user; the message is the ErrorMessage.</summary>
    public const int FinishedByUser = Facility | 0x0370;

    /// <summary>The task failed because a task that it depends on failed or was canceled.</summary>
    public const int FailDependentTasks = Facility | 0x03AC;

    /// <summary>A parent job was deleted before it had finished.</summary>
    public const int ParentJobsDeleted = Facility | 0x03AD;

    /// <summary>The task failed because its job did not pass validation.</summary>
    public const int TaskFailedOnJobValidationFault = Facility | 0x0620;

    /// <summary>The task was stopped because its job was canceled.</summary>
    public const int TasksJobCanceled = Facility | 0x09D3;

    /// <summary>The run time of the job was over.</summary>
    public const int JobRuntimeExpired = Facility | 0x09D5;

    /// <summary>The run time of the task was over.</summary>
    public const int TaskRuntimeExpired = Facility | 0x09D7;

    /// <summary>The node of the task was lost.</summary>
    public const int NodeUnreachable = Facility | 0x09D8;

    /// <summary>The task's process is gone and left no exit code.</summary>
    public const int ProcessDead = Facility | 0x09D9;

    /// <summary>What the job ran on failed again and again.</summary>
    public const int ResourceFailure = Facility | 0x09DB;

    /// <summary>The job failed because a task failed.</summary>
    public const int TaskFailure = Facility | 0x09DC;

    /// <summary>The task ended with an invalid exit code.</summary>
    public const int TaskExecutionFailure = Facility | 0x09DD;

    /// <summary>The task's process could not be started.</summary>
    public const int StartFailedOnNode = Facility | 0x09DF;

    /// <summary>The task was stopped because a job of higher priority needed its cores.</summary>
    public const int TasksPreempted = Facility | 0x09E0;

    /// <summary>The task's input file could not be opened.</summary>
    public const int FailedToOpenStandardInput = Facility | 0x09E1;

    /// <summary>The task's output file could not be opened.</summary>
    public const int FailedToOpenStandardOutput = Facility | 0x09E2;

    /// <summary>The task's error output file could not be opened.</summary>
    public const int FailedToOpenStandardError = Facility | 0x09E3;

    /// <summary>The task's work directory could not be entered.</summary>
    public const int WorkingDirectoryNotFound = Facility | 0x09E4;

    /// <summary>The sub-task was not needed any more when it was canceled.</summary>
    public const int TaskCanceledBeforeAssignment = Facility | 0x09E5;

    /// <summary>The sub-task failed in an earlier run of its job, which was queued again; others take its place.</summary>
    public const int TaskCanceledOnJobRequeue = Facility | 0x09E6;

    /// <summary>The task was canceled by a user while it ran.</summary>
    public const int TaskCanceledDuringExecution = Facility | 0x09E7;

    /// <summary>The node preparation task failed.</summary>
    public const int NodePrepTaskFailure = Facility | 0x09E8;

    /// <summary>The node of the task may not be used by its job any more.</summary>
    public const int TaskNodeNotUsable = Facility | 0x09E9;

    /// <summary>The activation filter failed the job.</summary>
    public const int FailedByActivationFilter = Facility | 0x09EA;

    /// <summary>The task was finished by a user while it ran.</summary>
    public const int TaskFinishedDuringExecution = Facility | 0x09EC;
}
