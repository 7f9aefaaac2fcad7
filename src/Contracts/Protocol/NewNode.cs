namespace HpcScheduler.Protocol;

/// <summary>
/// Makes a node, Offline, of cores, memory and graphics processors of the machine that belong to no other node. Administrators only.
/// </summary>
/// <param name="Name">Its name.</param>
public sealed record NewNode(string Name) : ISchedulerRequest<HpcNode>
{
    /// <summary>The numbers of its cores; null for the lowest that are free.</summary>
    public IReadOnlyList<int>? CoreIds { get; init; }

    /// <summary>How many cores, where their numbers are not given; null for all that are free.</summary>
    public int? Cores { get; init; }

    /// <summary>Its memory in MB; null for its share of the machine's, by its cores.</summary>
    public int? Memory { get; init; }

    /// <summary>The numbers of its graphics processors; null for none.</summary>
    public IReadOnlyList<int>? Gpus { get; init; }

    /// <summary>Its sockets; null for 1.</summary>
    public int? Sockets { get; init; }

    /// <summary>What it is; null for nothing.</summary>
    public string? Description { get; init; }

    /// <summary>Where it stands; null for nowhere.</summary>
    public string? Location { get; init; }
}
