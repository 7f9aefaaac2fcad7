namespace HpcScheduler.Core.Records;

/// <summary>
/// A job as the core holds and the store keeps it. A record is never changed, only replaced by a new one.
/// Times are UTC and whole milliseconds.
/// </summary>
public sealed record JobRecord
{
    public required int Id { get; init; }

    public required string Owner { get; init; }

    public JobType JobType { get; init; } = JobType.Batch;

    /// <summary>What the user said of it.</summary>
    public required JobProperties Properties { get; init; }

    public required JobState State { get; init; }

    public JobState PreviousState { get; init; }

    /// <summary>The state it is to end in, while it is Canceling or Finishing.</summary>
    public JobState? EndState { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    public DateTimeOffset? SubmitTime { get; init; }

    public DateTimeOffset? StartTime { get; init; }

    public DateTimeOffset? EndTime { get; init; }

    public required DateTimeOffset ChangeTime { get; init; }

    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>Parent jobs that have not finished; it does not start before there are none.</summary>
    public IReadOnlyList<int> UnfinishedParents { get; init; } = [];

    /// <summary>Its place among queued jobs of equal priority: lower is earlier. Jobs queued again get a place before all others.</summary>
    public long QueueOrder { get; init; }

    public PendingReason PendingReason { get; init; }

    /// <summary>Whether it waits for something else than cores, and so does not stand in the queue.</summary>
    public bool IsHeld => IsHeldByActivationFilter
        || PendingReason is PendingReason.HeldByUser or PendingReason.ParentJobsNotFinished or PendingReason.ParentJobsCanceledOrFailed;

    /// <summary>Whether the activation filter had it step aside, until <see cref="Deadline"/> at the latest.</summary>
    public bool IsHeldByActivationFilter => PendingReason == PendingReason.HeldByActivationFilter
        || (PendingReason == PendingReason.ActivationFilter && Deadline is not null);

    public int ErrorCode { get; init; }

    public string ErrorMessage { get; init; } = "";

    public CancelRequest CancelRequest { get; init; }

    public string? CanceledBy { get; init; }

    public DateTimeOffset? CancelTime { get; init; }

    /// <summary>
    /// When the present phase of stopping is over at the latest: grace, node release, or the wait for killed processes. Of a queued job that
    /// the activation filter did not let go: when that is asked again at the latest.
    /// </summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The phase of stopping that <see cref="Deadline"/> bounds.</summary>
    public StopPhase StopPhase { get; init; }

    /// <summary>Whether it gives its cores back while it is Running, to go back to the queue because it was put on hold.</summary>
    public bool IsLeaving { get; init; }

    public int RequeueCount { get; init; }

    /// <summary>How often it was queued again by itself after what it ran on failed; counted anew when a user queues it.</summary>
    public int AutoRequeueCount { get; init; }

    /// <summary>Which of its tasks its last submission queues again.</summary>
    public RequeueScope RequeueScope { get; init; }

    /// <summary>The longest time it may run; null for no limit.</summary>
    public TimeSpan? RunTime => Properties.RunTime > TimeSpan.Zero ? Properties.RunTime : null;

    /// <summary>How many cores one unit of its UnitType is.</summary>
    public int CoresPerUnit { get; init; } = 1;

    /// <summary>The minimum that counts: the user's, or the largest minimum of its tasks.</summary>
    public int MinCores { get; init; } = 1;

    /// <summary>The maximum that counts: the user's, or the sum of the maxima of its tasks.</summary>
    public int MaxCores { get; init; } = 1;

    public int AllocatedCores { get; init; }

    public IReadOnlyList<string> AllocatedNodes { get; init; } = [];

    /// <summary>The number of the task added last.</summary>
    public int LastTaskId { get; init; }

    /// <summary>Its tasks by state, each sub-task counted, a sweep itself not; derived from the task records.</summary>
    public TaskCounts Counts { get; init; } = TaskCounts.None;
}
