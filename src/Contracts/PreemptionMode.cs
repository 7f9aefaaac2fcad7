namespace HpcScheduler;

/// <summary>What happens to running jobs while one of higher priority waits for cores.</summary>
public enum PreemptionMode : long
{
    /// <summary>Nothing: it waits.</summary>
    None = 0,

    /// <summary>They start nothing more, and their cores go over as their tasks end.</summary>
    Graceful = 1,

    /// <summary>Their tasks are stopped, and queued again if they may run again.</summary>
    Immediate = 2,
}
