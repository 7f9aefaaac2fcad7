using HpcScheduler.Core.Ports;

namespace HpcScheduler.Core.Metrics;

/// <summary>Something that can be measured of the cluster or of nodes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Where its values come from.</param>
/// <param name="Unit">What its values count.</param>
/// <param name="Description">What it is, in a sentence.</param>
public sealed record Metric(string Name, MetricType Type, string Unit, string Description)
{
    /// <summary>What it is measured of.</summary>
    public required IReadOnlyList<MetricTarget> Targets { get; init; }

    /// <summary>Its counters.</summary>
    public required IReadOnlyList<MetricCounter> Counters { get; init; }

    /// <summary>Whether it is an average over some time, so that the machine must be looked at twice.</summary>
    public bool IsRate { get; init; }

    /// <summary>Whether it counts jobs that have ended, which the core does not know.</summary>
    public bool CountsEndedJobs { get; init; }

    /// <summary>Whether each processor of a node is a counter as well, named by its number. Of these no samples are kept.</summary>
    public bool HasProcessors { get; init; }

    /// <summary>
    /// What it is of a job's processes, from what they used before and use now and the seconds in between; its counters are then the numbers of the
    /// jobs that run. Of these no samples are kept.
    /// </summary>
    public Func<ProcessUse, ProcessUse, double, double>? OfJob { get; init; }

    /// <summary>Whether it is measured of the cluster, and not of nodes.</summary>
    public bool IsOfCluster => Targets is [MetricTarget.Cluster];
}

/// <summary>A counter of a metric.</summary>
/// <param name="Name">Its name; empty where there is only one.</param>
/// <param name="Value">Its value, of a node if it is measured of nodes; null if nobody can tell.</param>
public sealed record MetricCounter(string Name, Func<MetricSource, NodeLoad, double?> Value)
{
    /// <summary>A counter of the cluster.</summary>
    public MetricCounter(string name, Func<SchedulerLoad, double?> value)
        : this(name, (source, _) => value(source.Scheduler))
    {
    }
}

/// <summary>A value of a counter.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="NodeName">The node; empty for the cluster.</param>
/// <param name="Counter">The counter.</param>
/// <param name="Value">Its value.</param>
public sealed record MetricValue(Metric Metric, string NodeName, string Counter, double Value);
