namespace HpcScheduler.Protocol;

/// <summary>Makes a resource pool. Administrators only.</summary>
/// <param name="Name">Its name; one that exists is an error.</param>
/// <param name="Weight">Its weight, 0 to <see cref="Limits.PoolWeight"/>.</param>
public sealed record AddPool(string Name, int Weight) : ISchedulerRequest<HpcPool>;
