namespace HpcScheduler.Protocol;

/// <summary>
/// Asks for the values of metrics now: those of the cluster first, then those of each node. A null filter lets every value pass; several must all
/// pass. Administrators only.
/// </summary>
public sealed record GetMetricValue : ISchedulerQuery<HpcMetricValue>
{
    /// <inheritdoc cref="GetMetric.Names"/>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>
    /// Of these nodes, and not of the cluster; wildcards as in <see cref="Names"/>. A name that no node has is passed over if another name fits;
    /// if none does, it is an error.
    /// </summary>
    public IReadOnlyList<string>? NodeNames { get; init; }

    /// <summary>Of the cluster, or of nodes that are one of these.</summary>
    public IReadOnlyList<MetricTarget>? Targets { get; init; }

    /// <inheritdoc cref="GetMetric.Types"/>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>These counters; wildcards as in <see cref="Names"/>. A name without wildcards that none of the metrics has is an error.</summary>
    public IReadOnlyList<string>? Counters { get; init; }
}
