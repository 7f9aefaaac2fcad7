namespace HpcScheduler.Core.Records;

/// <summary>
/// A task or a sub-task as the core holds and the store keeps it. A record is never changed, only replaced by a new one.
/// A sub-task of a sweep has a record only after it first left Queued; until then <see cref="NextSubTaskId"/> and
/// <see cref="UnexpandedState"/> of the sweep's record stand for it. Times are UTC and whole milliseconds.
/// </summary>
public sealed record TaskRecord
{
    public required TaskKey Key { get; init; }

    /// <summary>What the user said of it. A sub-task shares the object of its sweep; the store keeps it once.</summary>
    public required TaskProperties Properties { get; init; }

    public required TaskState State { get; init; }

    public TaskState PreviousState { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    public DateTimeOffset? SubmitTime { get; init; }

    public DateTimeOffset? StartTime { get; init; }

    public DateTimeOffset? EndTime { get; init; }

    public required DateTimeOffset ChangeTime { get; init; }

    public int? ExitCode { get; init; }

    public int ErrorCode { get; init; }

    public string ErrorMessage { get; init; } = "";

    /// <summary>The end of its output, at most <see cref="Limits.Output"/> characters.</summary>
    public string Output { get; init; } = "";

    /// <summary>How the task itself (not its job) was asked to stop.</summary>
    public CancelRequest CancelRequest { get; init; }

    /// <summary>The message of that request.</summary>
    public string CancelMessage { get; init; } = "";

    /// <summary>Whether it was canceled on its own before it ran; such a task stays Canceled when its job is queued again.</summary>
    public bool CanceledBeforeRun { get; init; }

    /// <summary>When the present phase of stopping is over at the latest.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The phase of stopping that <see cref="Deadline"/> bounds.</summary>
    public StopPhase StopPhase { get; init; }

    public int RequeueCount { get; init; }

    /// <summary>How often it was queued again by itself after its process was lost.</summary>
    public int AutoRequeueCount { get; init; }

    /// <summary>The number of its run; grows with every start, never goes back.</summary>
    public int Instance { get; init; }

    public int AllocatedCores { get; init; }

    public IReadOnlyList<string> AllocatedNodes { get; init; } = [];

    /// <summary>Of a sweep: the first sub-task that has not been reached yet. Later ones may have records if they were canceled ahead.</summary>
    public int NextSubTaskId { get; init; } = 1;

    /// <summary>Of a sweep: the state of the sub-tasks that have no record.</summary>
    public TaskState UnexpandedState { get; init; } = TaskState.Configuring;

    public TaskType Type => Properties.Type ?? TaskType.Basic;

    /// <summary>Whether it stands for sub-tasks: a sweep or a node release task, and not a sub-task itself.</summary>
    public bool IsMaster => Key.SubTaskId == 0 && Type is not TaskType.Basic;

    /// <summary>How many sub-tasks it stands for; 0 if it is no master.</summary>
    public int SubTaskCount => !IsMaster ? 0 : Type == TaskType.ParametricSweep ? SweepCount(Properties) : 1;

    public int MinCores => Type == TaskType.NodeRelease ? 0 : Properties.MinCores ?? 1;

    public int MaxCores => Type == TaskType.NodeRelease ? 0 : Properties.MaxCores ?? Properties.MinCores ?? 1;

    private static int SweepCount(TaskProperties sweep) =>
        (int)(((long)(sweep.EndValue ?? 1) - (sweep.StartValue ?? 1)) / (sweep.IncrementValue ?? 1)) + 1;
}
