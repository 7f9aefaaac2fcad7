namespace HpcScheduler.Core.Records;

/// <summary>How far the stopping of a job or task is. Each phase but None has a deadline.</summary>
public enum StopPhase
{
    /// <summary>Nothing is being stopped, or what runs may end by itself.</summary>
    None = 0,

    /// <summary>The stop signal was sent; processes have TaskCancelGracePeriod to end by themselves.</summary>
    Grace = 1,

    /// <summary>Processes were killed and are expected to be gone.</summary>
    Kill = 2,

    /// <summary>The node release tasks run.</summary>
    Release = 3,

    /// <summary>The node release tasks were killed and are expected to be gone.</summary>
    ReleaseKill = 4,
}
