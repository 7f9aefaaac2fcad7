namespace HpcScheduler;

/// <summary>
/// The state of a job. The values are flags so that a filter can name several; a job has exactly one.
/// Queued is 16 here and 8 in <see cref="TaskState"/>, as in HPC Pack. Meaning: docs/lifecycle.md.
/// </summary>
[Flags]
public enum JobState : long
{
    /// <summary>Stored and not yet submitted.</summary>
    Configuring = 1,

    /// <summary>Handed in, waits for validation.</summary>
    Submitted = 2,

    /// <summary>Its properties and tasks are being checked.</summary>
    Validating = 4,

    /// <summary>A submission filter looks at it.</summary>
    ExternalValidation = 8,

    /// <summary>Valid; waits for resources or for its hold to pass.</summary>
    Queued = 16,

    /// <summary>Holds its resources; its tasks run.</summary>
    Running = 32,

    /// <summary>Its work is over; the node release tasks run.</summary>
    Finishing = 64,

    /// <summary>Every task ended well, or the job was finished on request.</summary>
    Finished = 128,

    /// <summary>It was invalid, or a task failed.</summary>
    Failed = 256,

    /// <summary>It was canceled.</summary>
    Canceled = 512,

    /// <summary>The cancel was accepted; tasks are being stopped, then node release tasks run.</summary>
    Canceling = 1024,

    /// <summary>Every state, for filters.</summary>
    All = 2047,
}
