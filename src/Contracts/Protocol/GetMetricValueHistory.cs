namespace HpcScheduler.Protocol;

/// <summary>Lists values of metrics in the past, in the order of their times. Administrators only.</summary>
/// <param name="StartDate">At or after this time.</param>
/// <param name="EndDate">Before this time; one that lies before the first is an error.</param>
public sealed record GetMetricValueHistory(DateTime StartDate, DateTime EndDate) : ISchedulerQuery<HpcMetricValueHistory>
{
    /// <inheritdoc cref="GetMetric.Names"/>
    public IReadOnlyList<string>? Names { get; init; }

    /// <inheritdoc cref="GetMetricValue.NodeNames"/>
    public IReadOnlyList<string>? NodeNames { get; init; }

    /// <inheritdoc cref="GetMetricValue.Counters"/>
    public IReadOnlyList<string>? Counters { get; init; }
}
