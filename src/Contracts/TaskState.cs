namespace HpcScheduler;

/// <summary>
/// The state of a task or sub-task. The values are flags so that a filter can name several; a task has exactly one.
/// Queued is 8 here and 16 in <see cref="JobState"/>, as in HPC Pack. Meaning: docs/lifecycle.md.
/// </summary>
[Flags]
public enum TaskState : long
{
    /// <summary>No state.</summary>
    NA = 0,

    /// <summary>Stored and not yet submitted.</summary>
    Configuring = 1,

    /// <summary>Handed in with its job, waits for validation.</summary>
    Submitted = 2,

    /// <summary>Being checked together with its job.</summary>
    Validating = 4,

    /// <summary>Waits for cores or for the tasks it depends on.</summary>
    Queued = 8,

    /// <summary>Has its cores; its process is being started.</summary>
    Dispatching = 16,

    /// <summary>Its process runs.</summary>
    Running = 32,

    /// <summary>Its process ended; the node cleans up.</summary>
    Finishing = 64,

    /// <summary>It ended with a valid exit code, or was finished on request.</summary>
    Finished = 128,

    /// <summary>It ended with an invalid exit code, could not start, was lost, or was stopped while it ran.</summary>
    Failed = 256,

    /// <summary>It was canceled before it ran.</summary>
    Canceled = 512,

    /// <summary>It was asked to stop and has not ended yet.</summary>
    Canceling = 1024,

    /// <summary>Every state, for filters.</summary>
    All = 2047,
}
