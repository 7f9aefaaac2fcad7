namespace HpcScheduler.Protocol;

/// <summary>Changes a resource pool. Administrators only.</summary>
/// <param name="Name">The pool.</param>
/// <param name="Weight">Its new weight, 0 to <see cref="Limits.PoolWeight"/>; null leaves it as it is.</param>
public sealed record SetPool(string Name, int? Weight) : ISchedulerRequest<HpcPool>;
