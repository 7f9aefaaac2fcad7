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

    /// <summary>Whether it runs a command on nodes, beside all jobs that wait for cores and hold them.</summary>
    public bool IsCommand => JobType.HasFlag(JobType.Admin);

    /// <summary>What counts for it: what the user said of it, and what its template says of the rest.</summary>
    public required JobProperties Properties { get; init; }

    /// <summary>What the user said of it, where its template makes something else of that; null where all of <see cref="Properties"/> was said.</summary>
    public JobProperties? Asked { get; init; }

    /// <summary>What the user said of it.</summary>
    public JobProperties Said => Asked ?? Properties;

    /// <summary>The pool that its cores count for: that of its template when it was submitted last.</summary>
    public string Pool { get; init; } = PoolRecord.DefaultName;

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

    /// <summary>Its place among others by priority: what is said, or Normal.</summary>
    public int Priority => Properties.ExpandedPriority ?? PriorityRange.Normal;

    /// <summary>The longest time it may run; null for no limit.</summary>
    public TimeSpan? RunTime => Properties.RunTime > TimeSpan.Zero ? Properties.RunTime : null;

    /// <summary>How many cores one unit of its UnitType is, on the node where it is most.</summary>
    public int CoresPerUnit { get; init; } = 1;

    /// <summary>The minimum that counts: the user's, or the largest minimum of its tasks.</summary>
    public int MinCores { get; init; } = 1;

    /// <summary>The maximum that counts: the user's, or the sum of the maxima of its tasks.</summary>
    public int MaxCores { get; init; } = 1;

    public int AllocatedCores { get; init; }

    /// <summary>The nodes that it holds, in the order of their names; after its end those that it held last.</summary>
    public IReadOnlyList<string> AllocatedNodes { get; init; } = [];

    /// <summary>Its cores on each of these nodes; empty where it has one, or holds none.</summary>
    public IReadOnlyList<int> AllocatedCoresPerNode { get; init; } = [];

    /// <summary>Those of its nodes that its node preparation task has prepared.</summary>
    public IReadOnlyList<string> PreparedNodes { get; init; } = [];

    /// <summary>Whether it was started before its turn, on what the job before it could not use yet.</summary>
    public bool IsBackfill { get; init; }

    /// <summary>What it holds of each node.</summary>
    public IReadOnlyList<NodeShare> Shares => NodeShare.Read(AllocatedNodes, AllocatedCoresPerNode, AllocatedCores);

    /// <summary>The minimum that counts, in units.</summary>
    public int MinUnits => Math.Max(1, MinCores / CoresPerUnit);

    /// <summary>The maximum that counts, in units.</summary>
    public int MaxUnits => Math.Max(MinUnits, MaxCores / CoresPerUnit);

    /// <summary>The job with other shares, in the order of the names of the nodes.</summary>
    public JobRecord WithShares(IReadOnlyList<NodeShare> shares) => this with
    {
        AllocatedCores = shares.Sum(share => share.Cores),
        AllocatedNodes = shares.Count == AllocatedNodes.Count && shares.Select(share => share.Node).SequenceEqual(AllocatedNodes)
            ? AllocatedNodes
            : [.. shares.Select(share => share.Node)],
        AllocatedCoresPerNode = shares.Count == 1 ? [] : [.. shares.Select(share => share.Cores)],
        PreparedNodes = PreparedNodes.All(node => shares.Any(share => share.Node == node))
            ? PreparedNodes
            : [.. PreparedNodes.Where(node => shares.Any(share => share.Node == node))],
    };

    /// <summary>The job without any core. The names of its nodes stay.</summary>
    public JobRecord WithoutCores() => this with { AllocatedCores = 0, AllocatedCoresPerNode = [], PreparedNodes = [], IsBackfill = false };

    /// <summary>The number of the task added last.</summary>
    public int LastTaskId { get; init; }

    /// <summary>Its tasks by state, each sub-task counted, a sweep itself not; derived from the task records.</summary>
    public TaskCounts Counts { get; init; } = TaskCounts.None;
}
