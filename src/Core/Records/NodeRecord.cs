namespace HpcScheduler.Core.Records;

/// <summary>A node: where tasks run. Compared by its members; the lists by which list they are.</summary>
/// <param name="Name">Its name, in any case of letters. The machine's own for the node that was discovered.</param>
/// <param name="Cores">Cores that it has.</param>
/// <param name="SubscribedCores">Cores that tasks may use at once if an administrator chose a number, which may be more than there are.</param>
public sealed record NodeRecord(string Name, int Cores, int? SubscribedCores)
{
    /// <summary>The numbers of the machine's processors that belong to it; empty for 0 to <see cref="Cores"/> - 1.</summary>
    public IReadOnlyList<int> CoreIds { get; init; } = [];

    /// <summary>The NUMA node of each of its cores, by the machine's numbers; empty where all have their memory together.</summary>
    public IReadOnlyList<int> NumaNodes { get; init; } = [];

    /// <summary>Sockets that it has.</summary>
    public int Sockets { get; init; } = 1;

    /// <summary>Sockets that count if an administrator chose a number.</summary>
    public int? SubscribedSockets { get; init; }

    /// <summary>Memory in MB; 0 if it is not known.</summary>
    public int Memory { get; init; }

    /// <summary>The numbers of its graphics processors.</summary>
    public IReadOnlyList<int> Gpus { get; init; } = [];

    /// <summary>Whether tasks are bound to their cores there; null if an administrator has not said.</summary>
    public bool? Affinity { get; init; }

    public NodeState State { get; init; } = NodeState.Online;

    /// <summary>What it is for.</summary>
    public NodeRole Role { get; init; } = NodeRole.ComputeNode;

    /// <summary>Whether it is for running tasks.</summary>
    public bool RunsTasks => (Role & (NodeRole.ComputeNode | NodeRole.WorkstationNode)) != 0;

    public string Description { get; init; } = "";

    public string Location { get; init; } = "";

    /// <summary>Whether it is the machine itself as the host found it, and not one that an administrator made.</summary>
    public bool IsDiscovered { get; init; }

    /// <summary>Cores that tasks may use at once.</summary>
    public int UsableCores => SubscribedCores ?? Cores;

    /// <summary>Sockets that count.</summary>
    public int UsableSockets => SubscribedSockets ?? Sockets;
}
