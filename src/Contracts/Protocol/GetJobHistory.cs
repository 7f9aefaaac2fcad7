namespace HpcScheduler.Protocol;

/// <summary>Lists what happened to jobs, in the order in which it happened. Administrators only.</summary>
/// <param name="StartDate">At or after this time.</param>
/// <param name="EndDate">Before this time.</param>
/// <param name="JobIds">These jobs only; null for all.</param>
public sealed record GetJobHistory(DateTime StartDate, DateTime EndDate, IReadOnlyList<int>? JobIds = null) : ISchedulerQuery<HpcJobHistory>;
