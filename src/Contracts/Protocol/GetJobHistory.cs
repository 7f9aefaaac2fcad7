namespace HpcScheduler.Protocol;

/// <summary>Lists what happened to jobs, in the order in which it happened. Administrators only.</summary>
/// <param name="StartDate">At or after this time.</param>
/// <param name="EndDate">Before this time.</param>
/// <param name="JobIds">These jobs only; null for all.</param>
/// <param name="AllEvents">Whether not only the ends of runs are listed.</param>
public sealed record GetJobHistory(DateTime StartDate, DateTime EndDate, IReadOnlyList<int>? JobIds = null, bool AllEvents = false)
    : ISchedulerQuery<HpcJobHistory>;
