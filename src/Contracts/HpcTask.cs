namespace HpcScheduler;

/// <summary>
/// A task or sub-task as users see it: a snapshot taken when it was read. Times are local and null until they happen.
/// Names are those of HPC Pack's cmdlet parameters and task properties (scheduler reference, section 5.2).
/// </summary>
public sealed partial record HpcTask : HpcObject
{
    /// <summary>The job it belongs to.</summary>
    public int JobId { get; init; }

    /// <summary>Its number in the job, from 1 in the order added.</summary>
    public int TaskId { get; init; }

    /// <summary>The number of the sub-task, from 1; 0 for a task that is no sub-task.</summary>
    public int SubTaskId { get; init; }

    /// <summary>The folder of the scheduler that holds the task; cmdlets that are given the task go there.</summary>
    public string Scheduler { get; init; } = "";

    /// <summary>Its name; empty if none was given. Asterisks are replaced in a sub-task.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its kind.</summary>
    public TaskType Type { get; init; }

    /// <summary>Its state.</summary>
    public TaskState State { get; init; }

    /// <summary>The state before this one.</summary>
    public TaskState PreviousState { get; init; }

    /// <summary>What runs, read by the shell of tasks. Asterisks are replaced in a sub-task.</summary>
    public string CommandLine { get; init; } = "";

    /// <summary>The folder it runs in; the owner's home if none was given.</summary>
    public string? WorkDir { get; init; }

    /// <summary>The file it reads; nothing if none was given. Relative to WorkDir.</summary>
    public string? Stdin { get; init; }

    /// <summary>The file its output goes to, relative to WorkDir; kept by the scheduler if none was given.</summary>
    public string? Stdout { get; init; }

    /// <summary>The file its error output goes to, relative to WorkDir; kept by the scheduler if none was given.</summary>
    public string? Stderr { get; init; }

    /// <summary>Its environment variables, each as name=value; they win over the job's.</summary>
    public HpcList<string> Env { get; init; } = [];

    /// <summary>Its custom properties, each as name=value.</summary>
    public HpcList<string> CustomProperties { get; init; } = [];

    /// <summary>Names of the tasks that must have ended before it starts.</summary>
    public HpcList<string> Depend { get; init; } = [];

    /// <summary>The fewest cores it starts with, in cores whatever UnitType is.</summary>
    public int MinCores { get; init; } = 1;

    /// <summary>The most cores it uses, in cores whatever UnitType is.</summary>
    public int MaxCores { get; init; } = 1;

    /// <summary>What is counted: the unit of its job.</summary>
    public JobUnitType UnitType { get; init; }

    /// <summary>As MinCores, where UnitType is Socket.</summary>
    public int MinSockets { get; init; }

    /// <summary>As MaxCores, where UnitType is Socket.</summary>
    public int MaxSockets { get; init; }

    /// <summary>As MinCores, where UnitType is Node.</summary>
    public int MinNodes { get; init; }

    /// <summary>As MaxCores, where UnitType is Node.</summary>
    public int MaxNodes { get; init; }

    /// <summary>Nodes that it runs on, all of them; empty for any.</summary>
    public HpcList<string> RequiredNodes { get; init; } = [];

    /// <summary>Whether no other task of its job runs on its nodes.</summary>
    public bool Exclusive { get; init; }

    /// <summary>First value of a sweep.</summary>
    public int StartValue { get; init; }

    /// <summary>Last value of a sweep.</summary>
    public int EndValue { get; init; }

    /// <summary>Distance of the values of a sweep.</summary>
    public int IncrementValue { get; init; }

    /// <summary>How many sub-tasks a sweep has; 0 for other tasks.</summary>
    public int TotalSubTaskCount { get; init; }

    /// <summary>Whether it may run again by itself after its process was lost. A user who queues its job again runs it in any case.</summary>
    public bool Rerunnable { get; init; } = true;

    /// <summary>The longest time it may run from its start; null for no limit.</summary>
    public TimeSpan? RunTime { get; init; }

    /// <summary>Whether RunTime is limited.</summary>
    public bool HasRuntime => RunTime is not null;

    /// <summary>Exit codes of success; empty for those of its job.</summary>
    public string ValidExitCodes { get; init; } = "";

    /// <summary>Whether its failure fails the job at once.</summary>
    public bool FailJobOnFailure { get; init; }

    /// <summary>How many failed sub-tasks that takes; 0 where FailJobOnFailure is false.</summary>
    public int FailJobOnFailureCount { get; init; }

    /// <summary>When it was created.</summary>
    public DateTime CreateTime { get; init; }

    /// <summary>When it was last submitted or queued again.</summary>
    public DateTime? SubmitTime { get; init; }

    /// <summary>When its process last started.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTime? EndTime { get; init; }

    /// <summary>When anything of it last changed.</summary>
    public DateTime ChangeTime { get; init; }

    /// <summary>Why it waits, while it is Queued or Configuring.</summary>
    public PendingReason PendingReason { get; init; }

    /// <summary>Why it waits, in a sentence; empty while it does not wait.</summary>
    public string PendingMessage { get; init; } = "";

    /// <summary>The exit code of its last run, 128 + n when signal n ended it; null before it ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>0, or the HRESULT of the reason for its end (scheduler reference, section 8).</summary>
    public int ErrorCode { get; init; }

    /// <summary>The kind of its failure.</summary>
    public FailureReason FailureReason { get; init; }

    /// <summary>The reason for its end in words.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>How it was asked to stop, on its own and not with its job.</summary>
    public CancelRequest CancelRequest { get; init; }

    /// <summary>Who asked it to stop; empty text where the scheduler itself did; null if it was not asked.</summary>
    public string? CanceledBy { get; init; }

    /// <summary>When it was asked to stop.</summary>
    public DateTime? CancelTime { get; init; }

    /// <summary>The last 4,000 characters of its output followed by its error output, where these go to no file of the user's.</summary>
    public string Output { get; init; } = "";

    /// <summary>How often it was queued again on request.</summary>
    public int RequeueCount { get; init; }

    /// <summary>How often it was queued again by itself after its process was lost.</summary>
    public int AutoRequeueCount { get; init; }

    /// <summary>How often it ran again by itself after an exit code that is not valid.</summary>
    public int ExecutionFailureRetryCount { get; init; }

    /// <summary>The number of its run, 1 for the first; 0 before.</summary>
    public int Instance { get; init; }

    /// <summary>Cores that it holds, or held in its last run.</summary>
    public int AllocatedCores { get; init; }

    /// <summary>The nodes of its last run.</summary>
    public HpcList<string> AllocatedNodes { get; init; } = [];

    /// <summary>The numbers of the cores of its last run, from 0, on its node.</summary>
    public HpcList<int> AllocatedCoreIds { get; init; } = [];

    /// <summary>Processes of it that could not be killed; its cores are fenced off until they are gone.</summary>
    public HpcList<int> Survivors { get; init; } = [];

    /// <summary>The folder of its last run: what was asked, who ran it, output and exit code. Null before the first.</summary>
    public string? AttemptFolder { get; init; }

    /// <summary>The task in the form job.task or job.task.sub, so that a task in a string names itself.</summary>
    public override string ToString() => new TaskKey(JobId, TaskId, SubTaskId).ToString();
}
