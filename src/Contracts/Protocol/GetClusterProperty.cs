namespace HpcScheduler.Protocol;

/// <summary>Lists the cluster properties.</summary>
/// <param name="Name">This one only, in letters of either case; one that does not exist is an error. Null for all.</param>
/// <param name="Set">Those of this set only; null for all.</param>
public sealed record GetClusterProperty(string? Name, ClusterPropertySet? Set = null) : ISchedulerQuery<HpcVariable>;
