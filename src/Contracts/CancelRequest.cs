namespace HpcScheduler;

/// <summary>How a job or task was asked to stop.</summary>
public enum CancelRequest : long
{
    /// <summary>It was not.</summary>
    None = 0,

    /// <summary>Canceled: stop signal, grace period, kill, node release.</summary>
    CancelByUser = 1,

    /// <summary>Its run time was over.</summary>
    Timeout = 2,

    /// <summary>A node was lost.</summary>
    ResourceFailure = 3,

    /// <summary>Its resources were taken by a job of higher priority.</summary>
    Preemption = 4,

    /// <summary>Finished on request: as a cancel, but the end state is Finished.</summary>
    Finish = 5,

    /// <summary>A sub-task replaced when its job was queued again.</summary>
    TaskCancelOnRequeue = 6,

    /// <summary>Canceled by force: killed at once, no grace period, no node release.</summary>
    CancelForceByUser = 7,

    /// <summary>Its node left the job.</summary>
    NodeNotUsableByJob = 8,

    /// <summary>Its parent jobs were deleted.</summary>
    ParentJobsDeleted = 9,

    /// <summary>Nothing new starts, what runs ends by itself, the end state is Finished.</summary>
    FinishGraceful = 10,

    /// <summary>Nothing new starts, what runs ends by itself, the end state is Canceled.</summary>
    CancelGraceful = 11,
}
