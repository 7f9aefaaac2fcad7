namespace HpcScheduler;

/// <summary>
/// A node as users see it: a snapshot taken when it was read (cmdlets reference, section 9.3). Names that HPC Pack has besides are aliases.
/// </summary>
public sealed partial record HpcNode : HpcObject
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The folder of the scheduler that has the node; cmdlets that are given the node go there.</summary>
    public string Scheduler { get; init; } = "";

    /// <summary>Its state.</summary>
    public ClusterNodeState NodeState { get; init; }

    /// <summary>How well it is.</summary>
    public NodeHealthState HealthState { get; init; }

    /// <summary>What it suffers from.</summary>
    public NodeHealth NodeHealth { get; init; }

    /// <summary>The names of its groups.</summary>
    public HpcList<string> Groups { get; init; } = [];

    /// <summary>What it is for.</summary>
    public NodeRole NodeRole { get; init; } = NodeRole.ComputeNode;

    /// <summary>Whether the scheduler runs on it.</summary>
    public bool IsHeadNode { get; init; }

    /// <summary>What an administrator wrote of it; empty if nothing.</summary>
    public string Description { get; init; } = "";

    /// <summary>Where it stands, as <c>\DataCenter\Rack\Chassis</c>; empty if nobody said.</summary>
    public string Location { get; init; } = "";

    /// <summary>The node template it was made from.</summary>
    public string Template { get; init; } = "Default";

    /// <summary>The cores that it has.</summary>
    public int Cores { get; init; }

    /// <summary>The numbers of these cores on the machine.</summary>
    public HpcList<int> CoreIds { get; init; } = [];

    /// <summary>How many NUMA nodes its cores are in: groups of cores whose memory is together.</summary>
    public int NumaNodes { get; init; } = 1;

    /// <summary>The sockets that it has.</summary>
    public int Sockets { get; init; }

    /// <summary>Its memory in MB; 0 if it is not known.</summary>
    public int Memory { get; init; }

    /// <summary>The numbers of its graphics processors on the machine.</summary>
    public HpcList<int> Gpus { get; init; } = [];

    /// <summary>Cores that tasks may use at once if an administrator chose a number; null for those that it has.</summary>
    public int? SubscribedCores { get; init; }

    /// <summary>Sockets that count if an administrator chose a number; null for those that it has.</summary>
    public int? SubscribedSockets { get; init; }

    /// <summary>Whether tasks are bound to their cores; null for as the scheduler does by itself.</summary>
    public bool? Affinity { get; init; }

    /// <summary>Cores that jobs hold now.</summary>
    public int CoresInUse { get; init; }

    /// <summary>The numbers of the jobs that hold cores of it now.</summary>
    public HpcList<int> JobIds { get; init; } = [];

    /// <summary>The numbers of its cores, from 0, that nobody gets: processes that could not be killed have them.</summary>
    public HpcList<int> FencedCoreIds { get; init; } = [];

    /// <summary>These processes. Their cores are given back when they are gone.</summary>
    public HpcList<int> Survivors { get; init; } = [];

    /// <summary>The node's name, so that a node in a string names itself.</summary>
    public override string ToString() => Name;
}
