namespace HpcScheduler;

/// <summary>The kind of failure: whether the work itself failed, or what it ran on.</summary>
public enum FailureReason : long
{
    /// <summary>It did not fail, or was stopped by somebody.</summary>
    None = 0,

    /// <summary>A command line ended with an exit code that is not valid, could not be started, or took too long.</summary>
    ExecutionFailure = 1,

    /// <summary>A process or a node was lost.</summary>
    ResourceFailure = 2,

    /// <summary>Its resources were taken by a job of higher priority.</summary>
    Preempted = 3,
}
