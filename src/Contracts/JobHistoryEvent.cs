namespace HpcScheduler;

/// <summary>What can happen to a job. The first six have HPC Pack's numbers; the others are ours.</summary>
public enum JobHistoryEvent : long
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It ended Finished.</summary>
    Finished = 1,

    /// <summary>It ended Canceled.</summary>
    Canceled = 2,

    /// <summary>It ended Failed.</summary>
    Failed = 3,

    /// <summary>It was asked to stop: canceled or finished.</summary>
    CancelRequestReceived = 4,

    /// <summary>Its properties were changed.</summary>
    PropChange = 5,

    /// <summary>It was made.</summary>
    Created = 101,

    /// <summary>It was submitted.</summary>
    Submitted = 102,

    /// <summary>It was queued again, by a user or by itself.</summary>
    Requeued = 103,

    /// <summary>It started.</summary>
    Started = 104,

    /// <summary>A task of it was queued again.</summary>
    TaskRequeued = 105,
}
