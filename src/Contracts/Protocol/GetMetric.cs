namespace HpcScheduler.Protocol;

/// <summary>Lists metrics, those of the cluster first. A null filter lets every metric pass; several must all pass. Administrators only.</summary>
public sealed record GetMetric : ISchedulerQuery<HpcMetric>
{
    /// <summary>
    /// These metrics; asterisk, question mark and brackets are wildcards, letters of either case match. A name without wildcards that no metric
    /// has is an error.
    /// </summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Metrics that are measured of one of these.</summary>
    public IReadOnlyList<MetricTarget>? Targets { get; init; }

    /// <summary>Metrics of one of these types, in letters of either case; any other word is an error.</summary>
    public IReadOnlyList<string>? Types { get; init; }
}
