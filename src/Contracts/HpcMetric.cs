namespace HpcScheduler;

/// <summary>Something that can be measured (cmdlets reference, section 7.4).</summary>
public sealed record HpcMetric : HpcObject
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is measured of: the cluster, or nodes that are one of these.</summary>
    public HpcList<MetricTarget> MetricTargets { get; init; } = [];

    /// <summary>Where its values come from.</summary>
    public MetricType Type { get; init; }

    /// <summary>Its counters, each with a value of its own; one without a name where there is only one.</summary>
    public HpcList<string> Counters { get; init; } = [];

    /// <summary>What its values count.</summary>
    public string Unit { get; init; } = "";

    /// <summary>What it is, in a sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary>The folder of the scheduler.</summary>
    public string Scheduler { get; init; } = "";

    /// <summary>The metric's name, so that a metric in a string names itself.</summary>
    public override string ToString() => Name;
}
