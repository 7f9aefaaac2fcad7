namespace HpcScheduler;

/// <summary>Why a queued job does not run yet.</summary>
public enum PendingReason : long
{
    /// <summary>It is not waiting.</summary>
    None = 0,

    /// <summary>Fewer cores are free than its minimum.</summary>
    NotEnoughResource = 1,

    /// <summary>A job of higher priority is ahead.</summary>
    HigherPriorityJob = 2,

    /// <summary>A job of the same priority was submitted earlier.</summary>
    JobSubmittedEarlier = 3,

    /// <summary>Tasks it depends on have not ended.</summary>
    DependencyNotDone = 4,

    /// <summary>A node that it requires is not available.</summary>
    RequiredNodesNotAvailable = 5,

    /// <summary>The activation filter does not let it start.</summary>
    ActivationFilter = 6,

    /// <summary>No broker node.</summary>
    NoBrokerNode = 7,

    /// <summary>Held by the activation filter.</summary>
    HeldByActivationFilter = 8,

    /// <summary>Held by an administrator.</summary>
    HeldByAdmin = 9,

    /// <summary>Held by its owner until its HoldUntil time.</summary>
    HeldByUser = 10,

    /// <summary>A parent job was canceled or failed.</summary>
    ParentJobsCanceledOrFailed = 11,

    /// <summary>A parent job has not finished.</summary>
    ParentJobsNotFinished = 12,

    /// <summary>The requested node groups have nothing free.</summary>
    NoAvailableResourceInRequestedNodeGroup = 13,

    /// <summary>In FastBalanced mode it waits because it does not count in cores.</summary>
    FastBalancedUnitType = 14,

    /// <summary>In FastBalanced mode it waits because its minimum is given and is more than 1.</summary>
    FastBalancedMinimum = 15,

    /// <summary>In FastBalanced mode it waits because pools are switched on.</summary>
    FastBalancedPools = 16,

    /// <summary>In FastBalanced mode it waits because it wants nodes for itself, or a single one.</summary>
    FastBalancedExclusive = 17,

    /// <summary>In FastBalanced mode it waits because its NodeGroupOp is Uniform.</summary>
    FastBalancedUniform = 18,
}
