using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Core.Metrics;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="GetMetric"/>.</summary>
internal sealed class GetMetricHandler(SchedulerLoop loop, HostFolder folder)
{
    public async IAsyncEnumerable<Line<HpcMetric>> HandleAsync(GetMetric request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var nodes = loop.Nodes;
        var selection = new MetricSelection(nodes, request.Names, request.Targets, request.Types, measured: MetricTable.Measured(loop.ClusterProperties));
        foreach (var problem in selection.Problems())
            yield return new Line<HpcMetric> { Problem = Problem.From(problem) };
        foreach (var metric in selection.Metrics)
        {
            yield return new Line<HpcMetric>
            {
                Item = new HpcMetric
                {
                    Name = metric.Name,
                    MetricTargets = HpcList.Of(metric.Targets),
                    Type = metric.Type,
                    Counters = [.. MetricSelection.CountersOf(metric, nodes)],
                    Unit = metric.Unit,
                    Description = metric.Description,
                    Scheduler = folder.Path,
                },
            };
        }
    }
}
