namespace HpcScheduler.Protocol;

/// <summary>Changes cluster properties, all of them or, where one is not allowed, none. Administrators only.</summary>
/// <param name="Values">Names and new values.</param>
public sealed record SetClusterProperty(IReadOnlyList<HpcVariable> Values) : ISchedulerRequest<Done>;

/// <summary>A reply without content.</summary>
public sealed record Done;
