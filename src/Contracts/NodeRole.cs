namespace HpcScheduler;

/// <summary>
/// What a node is for (cmdlets reference, section 5.2; the numbers are ours). The values are flags: a node may have several roles.
/// </summary>
[Flags]
public enum NodeRole : long
{
    /// <summary>Nothing: it runs no tasks.</summary>
    None = 0,

    /// <summary>Runs tasks.</summary>
    ComputeNode = 1,

    /// <summary>Passes on the calls of sessions.</summary>
    BrokerNode = 2,

    /// <summary>Somebody's own computer that runs tasks as well.</summary>
    WorkstationNode = 4,
}
