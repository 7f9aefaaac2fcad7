using System.Diagnostics;
using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Core.Metrics;
using HpcScheduler.Core.Ports;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>
/// Answers <see cref="GetMetricValue"/>: asks the core, and the machine where its own values are wanted. For a rate the machine is looked at twice.
/// </summary>
internal sealed class GetMetricValueHandler(SchedulerLoop loop, StoreReader reader, IEngine engine)
{
    // Fifty ticks of the kernel: long enough for a value in steps of two percent, short enough to wait for.
    private static readonly TimeSpan RateTime = TimeSpan.FromMilliseconds(500);

    public async IAsyncEnumerable<Line<HpcMetricValue>> HandleAsync(
        GetMetricValue request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var selection = new MetricSelection(
            loop.Nodes, request.Names, request.Targets, request.Types, request.Counters, request.NodeNames, MetricTable.Measured(loop.ClusterProperties));
        foreach (var problem in selection.Problems())
            yield return new Line<HpcMetricValue> { Problem = Problem.From(problem) };
        if (selection.MissingNode is { } missing)
            yield return new Line<HpcMetricValue> { Problem = Problem.From(new SchedulerException(SchedulerErrors.NodeNotFound, missing, missing)) };
        IReadOnlyList<Metric> metrics = [.. selection.Metrics.Where(metric => !metric.IsOfCluster || !selection.HasNodes)];
        if (metrics.Count == 0 || selection.MissingNode is not null)
            yield break;

        var source = await SourceAsync(metrics, request.Targets, cancellation).ConfigureAwait(false);
        foreach (var value in MetricTable.Values(source, metrics).Concat(Processors(source, metrics)).Concat(metrics.SelectMany(metric => MetricTable.OfJobs(source, metric))))
        {
            if (selection.Passes(value.NodeName, value.Counter))
                yield return new Line<HpcMetricValue> { Item = Of(value) };
        }
    }

    // The scheduler is asked last: its own values are those that change at once.
    private async Task<MetricSource> SourceAsync(IReadOnlyList<Metric> metrics, IReadOnlyList<MetricTarget>? targets, CancellationToken cancellation)
    {
        MachineLoad? before = null;
        var ofJobs = metrics.Any(metric => metric.OfJob is not null);
        var usedBefore = ofJobs ? engine.ReadUse() : null;
        var start = Stopwatch.GetTimestamp();
        if (metrics.Any(metric => metric.IsRate))
        {
            before = engine.ReadLoad();
            await Task.Delay(RateTime, cancellation).ConfigureAwait(false);
        }

        var between = Stopwatch.GetElapsedTime(start);
        var used = ofJobs && before is not null ? engine.ReadUse() : usedBefore;
        var now = before is not null || metrics.Any(metric => metric.Type == MetricType.Performance) ? engine.ReadLoad() : null;
        var load = await loop.AskAsync(core => core.Load).ConfigureAwait(false);
        if (metrics.Any(metric => metric.CountsEndedJobs))
        {
            var states = reader.CountByState();
            load = load with { JobsByState = states.ToDictionary(state => state.State, state => state.Jobs), TotalJobs = states.Sum(state => state.Jobs) };
        }

        return new MetricSource(load, before, now, targets is null ? null : node => targets.Any(node.Is))
        {
            Jobs = used is null ? null : (usedBefore!, used, between),
        };
    }

    private static IEnumerable<MetricValue> Processors(MetricSource source, IReadOnlyList<Metric> metrics) => source.Nodes
        .SelectMany(node => metrics.SelectMany(metric => MetricTable.OfProcessors(source, metric, node)));

    private static HpcMetricValue Of(MetricValue value) => new()
    {
        NodeName = value.NodeName,
        Metric = value.Metric.Name,
        Counter = value.Counter,
        Value = value.Value,
        Unit = value.Metric.Unit,
    };
}
