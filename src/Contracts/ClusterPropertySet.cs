namespace HpcScheduler;

/// <summary>What cluster properties are there for; each is a parameter of <c>Get-HpcClusterProperty</c>.</summary>
public enum ClusterPropertySet : long
{
    /// <summary>What the scheduler goes by.</summary>
    Parameter,

    /// <summary>Environment variables of every task.</summary>
    Environment,

    /// <summary>The user who installs nodes.</summary>
    InstallCredential,

    /// <summary>The user who sends mail.</summary>
    EmailCredential,

    /// <summary>How new nodes are named.</summary>
    NodeNamingSeries,

    /// <summary>The number of the next new node.</summary>
    NodeNamingSequenceCount,

    /// <summary>How machines without an operating system are answered.</summary>
    WDSMode,

    /// <summary>Whether the scheduler takes no submissions.</summary>
    RestoreMode,

    /// <summary>When nodes of a cloud are started and stopped.</summary>
    AutoGrowShrink,
}
