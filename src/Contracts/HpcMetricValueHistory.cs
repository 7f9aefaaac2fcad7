namespace HpcScheduler;

/// <summary>The value of a counter of a metric at a time of the past (cmdlets reference, section 7.4).</summary>
public sealed record HpcMetricValueHistory : HpcObject
{
    /// <summary>The node, which may be gone; empty for the cluster.</summary>
    public string NodeName { get; init; } = "";

    /// <summary>The name of the metric.</summary>
    public string Metric { get; init; } = "";

    /// <summary>The counter; empty where the metric has only one.</summary>
    public string Counter { get; init; } = "";

    /// <summary>When the sample was taken, or the hour or day began, in local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>The value then, or the average of the samples of the hour or day. A rate is that since the sample before.</summary>
    public double Value { get; init; }

    /// <summary>Whether it is a sample or an average.</summary>
    public MetricPeriod Period { get; init; }

    /// <summary>The metric's name.</summary>
    public override string ToString() => Metric;
}
