using HpcScheduler.Core.Ports;

namespace HpcScheduler.Core.Metrics;

/// <summary>What values are worked out of.</summary>
/// <param name="Scheduler">How busy the scheduler is.</param>
/// <param name="Before">How busy the machine was when the time began over which rates are averaged; null if nobody looked.</param>
/// <param name="Now">How busy it is; null if nobody looked.</param>
/// <param name="IsWanted">Whether the values of a node are wanted; null for all.</param>
public sealed record MetricSource(SchedulerLoad Scheduler, MachineLoad? Before, MachineLoad? Now, Func<NodeLoad, bool>? IsWanted = null)
{
    /// <summary>What the processes of jobs had used when that time began, and use now; null if nobody looked.</summary>
    public (IReadOnlyDictionary<int, ProcessUse> Before, IReadOnlyDictionary<int, ProcessUse> Now, TimeSpan Between)? Jobs { get; init; }

    /// <summary>The nodes whose values are wanted.</summary>
    public IEnumerable<NodeLoad> Nodes => Scheduler.Nodes.Where(node => IsWanted?.Invoke(node) != false);

    /// <summary>How busy a node's processors were on average, in percent; null if nobody can tell.</summary>
    public double? ProcessorUse(NodeLoad node) => Now is null ? null : ProcessorUse(Now.IsShared ? Now.Processors.Keys : node.Processors);

    /// <summary>How busy processors were on average, in percent; null if nobody can tell.</summary>
    public double? ProcessorUse(IEnumerable<int> processors)
    {
        if (Before is null || Now is null)
            return null;
        var (busy, total) = (0L, 0L);
        foreach (var processor in processors)
        {
            if (!Before.Processors.TryGetValue(processor, out var before) || !Now.Processors.TryGetValue(processor, out var now))
                continue;
            busy += now.Busy - before.Busy;
            total += now.Total - before.Total;
        }

        // The kernel does not promise that every count only grows.
        return total > 0 ? Math.Clamp(100.0 * busy / total, 0, 100) : null;
    }
}
