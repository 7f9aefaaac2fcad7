namespace HpcScheduler;

/// <summary>The value of a counter of a metric now (cmdlets reference, section 7.4).</summary>
public sealed record HpcMetricValue : HpcObject
{
    /// <summary>The node; empty for the cluster.</summary>
    public string NodeName { get; init; } = "";

    /// <summary>The name of the metric.</summary>
    public string Metric { get; init; } = "";

    /// <summary>The counter; empty where the metric has only one.</summary>
    public string Counter { get; init; } = "";

    /// <summary>The value.</summary>
    public double Value { get; init; }

    /// <summary>What the value counts.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The metric's name.</summary>
    public override string ToString() => Metric;
}
