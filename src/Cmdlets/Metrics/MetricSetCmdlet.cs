using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>A cmdlet that changes which metrics are measured.</summary>
public abstract class MetricSetCmdlet : SchedulerCmdlet
{
    private const string Property = "RemovedMetrics";

    /// <summary>The metrics that are measured, and those that were removed; null after an error that was written.</summary>
    private protected (IReadOnlyList<string> Measured, IReadOnlyList<string> Removed)? Read(SchedulerClient client)
    {
        var measured = new List<string>();
        string? removed = null;
        var answers = Each<HpcMetric>(client, new GetMetric(), null, metric => measured.Add(metric.Name));
        Each<HpcVariable>(client, new GetClusterProperty(Property), null, property => removed = property.Value);
        return answers == measured.Count && removed is not null ? (measured, NameList.Split([removed])) : null;
    }

    /// <summary>Says which metrics are not to be measured.</summary>
    private protected void Write(SchedulerClient client, IEnumerable<string> removed, object target) =>
        TrySend(client, new SetClusterProperty([new HpcVariable(Property, string.Join(',', removed.Order(StringComparer.OrdinalIgnoreCase)))], null), target, out _);
}
