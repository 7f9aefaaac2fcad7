namespace HpcScheduler.Protocol;

/// <summary>Lists node groups in the order of their numbers.</summary>
/// <param name="Names">These only; wildcards and letters of either case match. A name without wildcards that no group has is an error.</param>
/// <param name="Ids">These only; one that does not exist is an error.</param>
public sealed record GetGroup(IReadOnlyList<string>? Names = null, IReadOnlyList<int>? Ids = null) : ISchedulerQuery<HpcGroup>;
