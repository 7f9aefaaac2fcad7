namespace HpcScheduler.Protocol;

/// <summary>Changes a node. Null leaves a value as it is. Administrators only.</summary>
/// <param name="Name">The node.</param>
public sealed record SetNode(string Name) : ISchedulerRequest<HpcNode>
{
    /// <summary>What it is.</summary>
    public string? Description { get; init; }

    /// <summary>Where it stands; empty for nowhere.</summary>
    public string? Location { get; init; }

    /// <summary>What it is for; the node must be Offline.</summary>
    public NodeRole? Role { get; init; }

    /// <summary>Cores that tasks may use at once; 0 for those that it has.</summary>
    public int? SubscribedCores { get; init; }

    /// <summary>Sockets that count; 0 for those that it has.</summary>
    public int? SubscribedSockets { get; init; }

    /// <summary>Whether tasks are bound to their cores.</summary>
    public bool? Affinity { get; init; }

    /// <summary>Whether the scheduler decides that by itself from now on; <see cref="Affinity"/> is not looked at then.</summary>
    public bool ClearAffinity { get; init; }
}
