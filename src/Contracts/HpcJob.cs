namespace HpcScheduler;

/// <summary>
/// A job as users see it: a snapshot taken when it was read. Times are local and null until they happen.
/// Names are those of HPC Pack's cmdlet parameters and job properties (scheduler reference, section 5.1).
/// </summary>
public sealed partial record HpcJob : HpcObject
{
    /// <summary>The number the scheduler gave it, from 1.</summary>
    public int Id { get; init; }

    /// <summary>The folder of the scheduler that holds the job; cmdlets that are given the job go there.</summary>
    public string Scheduler { get; init; } = "";

    /// <summary>Its name; empty if none was given.</summary>
    public string Name { get; init; } = "";

    /// <summary>The project it is booked on; empty if none was given.</summary>
    public string Project { get; init; } = "";

    /// <summary>The user who created it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The job template it was made from.</summary>
    public string Template { get; init; } = "Default";

    /// <summary>What made it.</summary>
    public JobType JobType { get; init; } = JobType.Batch;

    /// <summary>Its state.</summary>
    public JobState State { get; init; }

    /// <summary>The state before this one.</summary>
    public JobState PreviousState { get; init; }

    /// <summary>Priority as text: a level name with an offset if there is one, such as Normal or Normal+5.</summary>
    public string Priority { get; init; } = "Normal";

    /// <summary>Priority as a number, 0 to 4000.</summary>
    public int ExpandedPriority { get; init; } = 2000;

    /// <summary>What is counted: the minimum and maximum of this unit are those that count.</summary>
    public JobUnitType UnitType { get; init; }

    /// <summary>The fewest cores it starts with, in cores whatever UnitType is; computed from its tasks where AutoCalculateMin is true.</summary>
    public int MinCores { get; init; }

    /// <summary>The most cores it may hold, in cores whatever UnitType is; computed from its tasks where AutoCalculateMax is true.</summary>
    public int MaxCores { get; init; }

    /// <summary>As MinCores, where UnitType is Socket.</summary>
    public int MinSockets { get; init; }

    /// <summary>As MaxCores, where UnitType is Socket.</summary>
    public int MaxSockets { get; init; }

    /// <summary>As MinCores, where UnitType is Node.</summary>
    public int MinNodes { get; init; }

    /// <summary>As MaxCores, where UnitType is Node.</summary>
    public int MaxNodes { get; init; }

    /// <summary>As MinCores, where UnitType is Gpu.</summary>
    public int MinGpus { get; init; }

    /// <summary>As MaxCores, where UnitType is Gpu.</summary>
    public int MaxGpus { get; init; }

    /// <summary>Whether the minimum is computed from the tasks.</summary>
    public bool AutoCalculateMin { get; init; }

    /// <summary>Whether the maximum is computed from the tasks.</summary>
    public bool AutoCalculateMax { get; init; }

    /// <summary>The longest time it may run from its start; null for no limit.</summary>
    public TimeSpan? RunTime { get; init; }

    /// <summary>Whether RunTime is limited.</summary>
    public bool HasRuntime => RunTime is not null;

    /// <summary>Whether it keeps its resources after its tasks are done.</summary>
    public bool RunUntilCanceled { get; init; }

    /// <summary>Whether no other job runs on its nodes.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Whether all its resources are on one node.</summary>
    public bool SingleNode { get; init; }

    /// <summary>The only nodes it may run on; empty for all.</summary>
    public HpcList<string> RequestedNodes { get; init; } = [];

    /// <summary>Nodes it may not run on.</summary>
    public HpcList<string> ExcludedNodes { get; init; } = [];

    /// <summary>Node groups whose nodes it may run on; empty for all nodes.</summary>
    public HpcList<string> NodeGroups { get; init; } = [];

    /// <summary>How several groups are put together.</summary>
    public JobNodeGroupOp NodeGroupOp { get; init; }

    /// <summary>Which nodes come first.</summary>
    public HpcList<string> OrderBy { get; init; } = [];

    /// <summary>The least memory of a node, in MB.</summary>
    public int MinMemoryPerNode { get; init; } = 1;

    /// <summary>The most memory of a node, in MB.</summary>
    public int MaxMemoryPerNode { get; init; } = int.MaxValue;

    /// <summary>The fewest cores of a node.</summary>
    public int MinCoresPerNode { get; init; } = 1;

    /// <summary>The most cores of a node.</summary>
    public int MaxCoresPerNode { get; init; } = int.MaxValue;

    /// <summary>What a process of it is expected to need, in MB; 0 if that is not looked at.</summary>
    public int EstimatedProcessMemory { get; init; }

    /// <summary>Whether the first task that fails fails the job at once.</summary>
    public bool FailOnTaskFailure { get; init; }

    /// <summary>Whether a task that failed or was canceled fails those that depend on it.</summary>
    public bool FailDependentTasks { get; init; }

    /// <summary>How often a task runs again by itself after an exit code that is not valid.</summary>
    public int TaskExecutionFailureRetryLimit { get; init; }

    /// <summary>Exit codes of success; empty for 0 alone.</summary>
    public string ValidExitCodes { get; init; } = "";

    /// <summary>Its custom properties, each as name=value.</summary>
    public HpcList<string> CustomProperties { get; init; } = [];

    /// <summary>Licenses, each as feature:number.</summary>
    public HpcList<string> License { get; init; } = [];

    /// <summary>Jobs that must be Finished before it starts.</summary>
    public HpcList<int> ParentJobIds { get; init; } = [];

    /// <summary>Jobs that wait for it: those that name it in ParentJobIds.</summary>
    public HpcList<int> ChildJobIds { get; init; } = [];

    /// <summary>Whether mail is asked for when it starts.</summary>
    public bool NotifyOnStart { get; init; }

    /// <summary>Whether mail is asked for when it ends.</summary>
    public bool NotifyOnCompletion { get; init; }

    /// <summary>Where such mail goes.</summary>
    public string EmailAddress { get; init; } = "";

    /// <summary>The pool its resources come from.</summary>
    public string Pool { get; init; } = "Default";

    /// <summary>Environment variables of all its tasks, each as name=value.</summary>
    public HpcList<string> JobEnv { get; init; } = [];

    /// <summary>It does not start before this time.</summary>
    public DateTime? HoldUntil { get; init; }

    /// <summary>When it was created.</summary>
    public DateTime CreateTime { get; init; }

    /// <summary>When it was last submitted or queued again.</summary>
    public DateTime? SubmitTime { get; init; }

    /// <summary>When it last started.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>When it ended.</summary>
    public DateTime? EndTime { get; init; }

    /// <summary>When anything of it last changed.</summary>
    public DateTime ChangeTime { get; init; }

    /// <summary>Why it waits, while it is Queued.</summary>
    public PendingReason PendingReason { get; init; }

    /// <summary>Why it waits, in a sentence; empty while it does not wait.</summary>
    public string PendingMessage { get; init; } = "";

    /// <summary>0, or the HRESULT of the reason for its end (scheduler reference, section 8).</summary>
    public int ErrorCode { get; init; }

    /// <summary>The kind of its failure.</summary>
    public FailureReason FailureReason { get; init; }

    /// <summary>
    /// The reason for its end in words; for a job that was canceled or finished on request, exactly the message that was given.
    /// </summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>How it was asked to stop.</summary>
    public CancelRequest CancelRequest { get; init; }

    /// <summary>Who asked it to stop; empty text where the scheduler itself did, as when its run time was over.</summary>
    public string? CanceledBy { get; init; }

    /// <summary>When it was asked to stop.</summary>
    public DateTime? CancelTime { get; init; }

    /// <summary>How often it was queued again on request.</summary>
    public int RequeueCount { get; init; }

    /// <summary>How often it was queued again by itself after what it ran on failed.</summary>
    public int AutoRequeueCount { get; init; }

    /// <summary>Cores that it holds now.</summary>
    public int AllocatedCores { get; init; }

    /// <summary>Whether it was started before its turn, on nodes that a job before it could not use yet (scheduler reference, section 6.5).</summary>
    public bool IsBackfill { get; init; }

    /// <summary>The nodes it ran on last.</summary>
    public HpcList<string> AllocatedNodes { get; init; } = [];

    /// <summary>Processes of its tasks that could not be killed; their cores are fenced off until they are gone.</summary>
    public HpcList<int> Survivors { get; init; } = [];

    /// <summary>Finished tasks in percent of all tasks, 0 to 100, or what was said with Set-HpcJob.</summary>
    public int Progress { get; init; }

    /// <summary>What was said of its progress.</summary>
    public string ProgressMessage { get; init; } = "";

    /// <summary>Tasks, each sub-task of a sweep counted, the sweep itself not.</summary>
    public int TaskCount { get; init; }

    /// <summary>Tasks that are Configuring.</summary>
    public int ConfiguringTaskCount { get; init; }

    /// <summary>Tasks that are Queued.</summary>
    public int QueuedTaskCount { get; init; }

    /// <summary>Tasks that are Dispatching.</summary>
    public int DispatchingTaskCount { get; init; }

    /// <summary>Tasks that are Running.</summary>
    public int RunningTaskCount { get; init; }

    /// <summary>Tasks that are Canceling.</summary>
    public int CancelingTaskCount { get; init; }

    /// <summary>Tasks that are Finished.</summary>
    public int FinishedTaskCount { get; init; }

    /// <summary>Tasks that are Failed.</summary>
    public int FailedTaskCount { get; init; }

    /// <summary>Tasks that are Canceled.</summary>
    public int CanceledTaskCount { get; init; }

    /// <summary>The job's number, so that a job in a string names itself.</summary>
    public override string ToString() => Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
