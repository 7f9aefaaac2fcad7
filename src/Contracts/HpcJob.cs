namespace HpcScheduler;

/// <summary>
/// A job as users see it: a snapshot taken when it was read. Times are local and null until they happen.
/// Names are those of HPC Pack's cmdlet parameters and job properties (scheduler reference, section 5.1).
/// </summary>
public sealed record HpcJob
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

    /// <summary>What MinCores and MaxCores count.</summary>
    public JobUnitType UnitType { get; init; }

    /// <summary>The fewest cores it starts with; computed from its tasks where AutoCalculateMin is true.</summary>
    public int MinCores { get; init; }

    /// <summary>The most cores it may hold; computed from its tasks where AutoCalculateMax is true.</summary>
    public int MaxCores { get; init; }

    /// <summary>Whether the minimum is computed from the tasks.</summary>
    public bool AutoCalculateMin { get; init; }

    /// <summary>Whether the maximum is computed from the tasks.</summary>
    public bool AutoCalculateMax { get; init; }

    /// <summary>Environment variables of all its tasks, each as name=value.</summary>
    public IReadOnlyList<string> JobEnv { get; init; } = [];

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

    /// <summary>0, or the HRESULT of the reason for its end (scheduler reference, section 8).</summary>
    public int ErrorCode { get; init; }

    /// <summary>
    /// The reason for its end in words; for a job that was canceled or finished on request, exactly the message that was given.
    /// </summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>How it was asked to stop.</summary>
    public CancelRequest CancelRequest { get; init; }

    /// <summary>Who asked it to stop.</summary>
    public string? CanceledBy { get; init; }

    /// <summary>When it was asked to stop.</summary>
    public DateTime? CancelTime { get; init; }

    /// <summary>How often it was queued again on request.</summary>
    public int RequeueCount { get; init; }

    /// <summary>Cores that it holds now.</summary>
    public int AllocatedCores { get; init; }

    /// <summary>The nodes it ran on last.</summary>
    public IReadOnlyList<string> AllocatedNodes { get; init; } = [];

    /// <summary>Finished tasks in percent of all tasks, 0 to 100.</summary>
    public int Progress { get; init; }

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
