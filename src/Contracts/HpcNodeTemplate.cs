namespace HpcScheduler;

/// <summary>What nodes are made from. There is one, which says nothing: a node here is set up by nobody.</summary>
public sealed record HpcNodeTemplate : HpcObject
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is for.</summary>
    public NodeRole NodeRole { get; init; } = NodeRole.ComputeNode;

    /// <summary>What it is, in a sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary>The nodes that were made from it, in the order of their names.</summary>
    public HpcList<string> Nodes { get; init; } = [];

    /// <summary>The folder of the scheduler.</summary>
    public string Scheduler { get; init; } = "";

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
