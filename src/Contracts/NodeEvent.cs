namespace HpcScheduler;

/// <summary>What can happen to a node. The numbers are HPC Pack's (scheduler reference, section 1.1).</summary>
public enum NodeEvent : long
{
    /// <summary>It was made.</summary>
    Added = 1,

    /// <summary>It was removed.</summary>
    Removed = 2,

    /// <summary>It takes work.</summary>
    Online = 3,

    /// <summary>It takes no work.</summary>
    Offline = 4,

    /// <summary>It answers again.</summary>
    Reachable = 5,

    /// <summary>It does not answer.</summary>
    Unreachable = 6,

    /// <summary>It does the work that it has and takes no more.</summary>
    Draining = 7,

    /// <summary>Nobody works at it.</summary>
    Available = 8,

    /// <summary>Somebody works at it.</summary>
    Occupied = 9,
}
