namespace HpcScheduler.Protocol;

/// <summary>Lists what happened to nodes, in the order in which it happened. Administrators only.</summary>
/// <param name="StartDate">At or after this time.</param>
/// <param name="EndDate">Before this time.</param>
/// <param name="Names">
/// These nodes only, letters of either case match; one that neither exists nor has any history is an error. Null for all.
/// </param>
public sealed record GetNodeStateHistory(DateTime StartDate, DateTime EndDate, IReadOnlyList<string>? Names = null) : ISchedulerQuery<HpcNodeHistory>;
