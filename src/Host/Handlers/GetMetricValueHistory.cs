using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="GetMetricValueHistory"/> from what is on disk.</summary>
internal sealed class GetMetricValueHistoryHandler(SchedulerLoop loop, StoreReader reader)
{
    public async IAsyncEnumerable<Line<HpcMetricValueHistory>> HandleAsync(
        GetMetricValueHistory request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var (begin, end) = (Time(request.StartDate), Time(request.EndDate));
        if (end < begin)
            throw new SchedulerException(SchedulerErrors.InvalidPeriod, request.EndDate, request.StartDate, request.EndDate);
        var selection = new MetricSelection(loop.Nodes, request.Names, counters: request.Counters, nodeNames: request.NodeNames);
        foreach (var problem in selection.Problems())
            yield return new Line<HpcMetricValueHistory> { Problem = Problem.From(problem) };
        var isKnown = selection.MissingNode is null;
        foreach (var sample in reader.ListMetricSamples(begin, end, [.. selection.Metrics.Select(metric => metric.Name)]))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!selection.Passes(sample.NodeName, sample.Counter))
                continue;
            // A node that is gone has a past.
            isKnown = true;
            yield return new Line<HpcMetricValueHistory> { Item = Of(sample) };
        }

        if (!isKnown)
        {
            var missing = selection.MissingNode;
            yield return new Line<HpcMetricValueHistory> { Problem = Problem.From(new SchedulerException(SchedulerErrors.NodeNotFound, missing, missing)) };
        }
    }

    private static HpcMetricValueHistory Of(MetricSampleRecord sample) => new()
    {
        NodeName = sample.NodeName,
        Metric = sample.Metric,
        Counter = sample.Counter,
        Time = sample.Time.LocalDateTime,
        Value = sample.Value,
        Period = sample.Period,
    };

    // The first and the last of all times have no offset.
    private static DateTimeOffset Time(DateTime time) =>
        time == DateTime.MinValue ? DateTimeOffset.MinValue : time == DateTime.MaxValue ? DateTimeOffset.MaxValue : new DateTimeOffset(time);
}
