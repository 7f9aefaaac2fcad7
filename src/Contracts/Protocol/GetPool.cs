namespace HpcScheduler.Protocol;

/// <summary>Lists the resource pools in the order of their names.</summary>
/// <param name="Name">This one only, in letters of either case; one that does not exist is an error. Null for all.</param>
public sealed record GetPool(string? Name = null) : ISchedulerQuery<HpcPool>;
