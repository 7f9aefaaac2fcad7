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

    /// <summary>Whether its job has it from its job template, and nobody has said it of the job.</summary>
    public bool IsOfTemplate { get; init; }

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

    /// <summary>Who made that request; empty for the scheduler itself.</summary>
    public string? CanceledBy { get; init; }

    /// <summary>When that request was made.</summary>
    public DateTimeOffset? CancelTime { get; init; }

    /// <summary>Whether it was canceled on its own before it ran; such a task stays Canceled when its job is queued again.</summary>
    public bool CanceledBeforeRun { get; init; }

    /// <summary>When the present phase of stopping is over at the latest.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The phase of stopping that <see cref="Deadline"/> bounds.</summary>
    public StopPhase StopPhase { get; init; }

    public int RequeueCount { get; init; }

    /// <summary>How often it was queued again by itself after its process was lost.</summary>
    public int AutoRequeueCount { get; init; }

    /// <summary>How often it ran again by itself after an exit code that is not valid; of a service: failures since the last success.</summary>
    public int ExecutionFailureRetryCount { get; init; }

    /// <summary>The exit code of the run before, where that failed and the task runs again.</summary>
    public int? PreviousExitCode { get; init; }

    /// <summary>Of a service: no instance starts before this time, because one has just failed.</summary>
    public DateTimeOffset? ResumeTime { get; init; }

    /// <summary>The number of its run; grows with every start, never goes back.</summary>
    public int Instance { get; init; }

    public int AllocatedCores { get; init; }

    /// <summary>Its nodes, that first on which its process starts.</summary>
    public IReadOnlyList<string> AllocatedNodes { get; init; } = [];

    /// <summary>Its cores on each of these nodes; empty where it has one.</summary>
    public IReadOnlyList<int> AllocatedCoresPerNode { get; init; } = [];

    /// <summary>The numbers of its cores on each node, from 0, node after node.</summary>
    public IReadOnlyList<int> AllocatedCoreIds { get; init; } = [];

    /// <summary>The numbers of its graphics processors; all are on its first node.</summary>
    public IReadOnlyList<int> AllocatedGpuIds { get; init; } = [];

    /// <summary>What it has of each node.</summary>
    public IReadOnlyList<NodeShare> Shares => NodeShare.Read(AllocatedNodes, AllocatedCoresPerNode, AllocatedCores);

    /// <summary>Of a sweep: the first sub-task that has not been reached yet. Later ones may have records if they were canceled ahead.</summary>
    public int NextSubTaskId { get; init; } = 1;

    /// <summary>Of a sweep: the state of the sub-tasks that have no record.</summary>
    public TaskState UnexpandedState { get; init; } = TaskState.Configuring;

    public TaskType Type => Properties.Type ?? TaskType.Basic;

    /// <summary>Whether it stands for sub-tasks: every type but Basic, where it is not a sub-task itself.</summary>
    public bool IsMaster => Key.SubTaskId == 0 && Type is not TaskType.Basic;

    /// <summary>
    /// How many sub-tasks it stands for; 0 if it is no master. A sweep has one for each value, a node task one for each node that the job came
    /// to or left and one before that, a service those instances that were started.
    /// </summary>
    public int SubTaskCount => !IsMaster ? 0 : Type switch
    {
        TaskType.ParametricSweep => SweepCount(Properties),
        TaskType.Service => NextSubTaskId - 1,
        _ => Math.Max(1, NextSubTaskId - 1),
    };

    /// <summary>Whether it prepares or releases a node and so needs no cores of its own.</summary>
    public bool IsNodeTask => Type is TaskType.NodePrep or TaskType.NodeRelease;

    /// <summary>The longest time it may run; null for no limit.</summary>
    public TimeSpan? RunTime => Properties.RunTime > TimeSpan.Zero ? Properties.RunTime : null;

    /// <summary>The fewest units of its job's UnitType that it starts with.</summary>
    public int MinUnits => IsNodeTask ? 0 : Properties.MinCores ?? Properties.MinSockets ?? Properties.MinNodes ?? 1;

    /// <summary>The most units of its job's UnitType that it uses.</summary>
    public int MaxUnits => IsNodeTask ? 0 : Properties.MaxCores ?? Properties.MaxSockets ?? Properties.MaxNodes ?? MinUnits;

    private static int SweepCount(TaskProperties sweep) =>
        (int)(((long)(sweep.EndValue ?? 1) - (sweep.StartValue ?? 1)) / (sweep.IncrementValue ?? 1)) + 1;
}
