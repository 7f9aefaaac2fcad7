namespace HpcScheduler.Core.Lifecycle;

/// <summary>What can happen to a task or sub-task. The rows of docs/lifecycle.md bear these names.</summary>
public enum TaskEvent
{
    /// <summary>A user adds it to a job.</summary>
    Add,

    /// <summary>A user changes it after a run, while its job is Configuring again.</summary>
    Configure,

    /// <summary>Its job is submitted, or it is added to a job that is.</summary>
    Submit,

    /// <summary>Its checks begin.</summary>
    Validate,

    /// <summary>It is valid.</summary>
    Accept,

    /// <summary>It, or its job, is not valid.</summary>
    Reject,

    /// <summary>It gets cores, and its process is about to be started.</summary>
    Dispatch,

    /// <summary>Its process runs.</summary>
    Started,

    /// <summary>Its process ended with a valid exit code: 0, or what ValidExitCodes says.</summary>
    ExitValid,

    /// <summary>Its process ended with another exit code.</summary>
    ExitInvalid,

    /// <summary>Its process ended with an exit code that is not valid, and it runs again.</summary>
    ExitInvalidAndRerun,

    /// <summary>Its process could not be started, or a file or folder of it not be opened.</summary>
    StartFailed,

    /// <summary>The system could not start its process, and it is tried again.</summary>
    StartFailedAndRerun,

    /// <summary>Its process is gone without an exit code, and it may not run again.</summary>
    Lost,

    /// <summary>Its process is gone without an exit code, and it runs again.</summary>
    LostAndRerun,

    /// <summary>The host died before the process was started, and it is certain that it never will be.</summary>
    NotStarted,

    /// <summary>A task that it depends on failed or was canceled, and its job fails such tasks.</summary>
    FailDependency,

    /// <summary>Its run time is over.</summary>
    TimeOut,

    /// <summary>A user cancels it, or its running job.</summary>
    Cancel,

    /// <summary>A user finishes it, or its running job.</summary>
    Finish,

    /// <summary>Its process, which was asked to stop, is gone.</summary>
    Stopped,

    /// <summary>It was asked to stop before its process was started, and never will be started.</summary>
    Withdrawn,

    /// <summary>A user queues it again while it runs.</summary>
    Restart,

    /// <summary>Its cores are needed for a job of higher priority.</summary>
    Preempt,

    /// <summary>Its node was taken offline by force, or may not be used by its job any more.</summary>
    LeaveNode,

    /// <summary>Its process, which was stopped for it to run again, is gone.</summary>
    StoppedToRestart,

    /// <summary>Its job was finished before it ran.</summary>
    Drop,

    /// <summary>It, or its job, is queued again.</summary>
    Requeue,

    /// <summary>Its job is queued again, and it prepares or releases a node or is a service, which run in every run of their job.</summary>
    Renew,

    /// <summary>It is a failed instance of a service whose job is queued again: new ones take its place.</summary>
    Replace,

    /// <summary>The first of its sub-tasks starts.</summary>
    SubTaskStarted,

    /// <summary>Its job went back to the queue with sub-tasks that have not run.</summary>
    SubTasksWait,

    /// <summary>All its sub-tasks have ended and are Finished.</summary>
    SubTasksFinished,

    /// <summary>All its sub-tasks have ended and at least one is Failed.</summary>
    SubTasksFailed,

    /// <summary>None of its sub-tasks runs any more, and it or its job was canceled.</summary>
    SubTasksCanceled,
}
