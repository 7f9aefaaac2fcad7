namespace HpcScheduler.Protocol;

/// <summary>Lists nodes in the order of their names. A null filter lets every node pass; several must all pass.</summary>
public sealed record GetNode : ISchedulerQuery<HpcNode>
{
    /// <summary>
    /// These nodes; asterisk, question mark and brackets are wildcards, letters of either case match. A name without wildcards that no node
    /// has is an error.
    /// </summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Nodes of one of these groups; a group that does not exist is an error.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Nodes in one of these states.</summary>
    public IReadOnlyList<ClusterNodeState>? States { get; init; }

    /// <summary>Nodes that suffer from one of these.</summary>
    public IReadOnlyList<NodeHealth>? Health { get; init; }

    /// <summary>Nodes that are one of these.</summary>
    public IReadOnlyList<NodeHealthState>? HealthStates { get; init; }

    /// <summary>Nodes of one of these node templates; wildcards as in <see cref="Names"/>.</summary>
    public IReadOnlyList<string>? Templates { get; init; }

    /// <summary>Nodes at one of these locations or below.</summary>
    public IReadOnlyList<string>? Locations { get; init; }
}
