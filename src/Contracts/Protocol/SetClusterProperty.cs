namespace HpcScheduler.Protocol;

/// <summary>Changes cluster properties, all of them or, where one is not allowed, none. Administrators only.</summary>
/// <param name="Values">Names and new values.</param>
/// <param name="Environment">Environment variables of every task, as name=value; name= deletes one. Null for no change.</param>
public sealed record SetClusterProperty(IReadOnlyList<HpcVariable> Values, IReadOnlyList<string>? Environment = null)
    : ISchedulerRequest<SetClusterPropertyReply>;

/// <summary>What came of a change.</summary>
/// <param name="NoEffect">The names of those that are kept, but that this scheduler does not act on.</param>
public sealed record SetClusterPropertyReply(IReadOnlyList<string> NoEffect);
