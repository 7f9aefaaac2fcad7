using System.Collections;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the counters of the metrics that are named, or of all.</summary>
public sealed class MetricCounterCompleter : SchedulerCompleter
{
    private protected override async Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation)
    {
        var metrics = new List<HpcMetric>();
        await foreach (var line in client.QueryAsync(new GetMetric { Names = Names(bound) }, cancellation).ConfigureAwait(false))
        {
            if (line.Item is { } metric)
                metrics.Add(metric);
        }

        return
        [
            .. metrics.SelectMany(metric => metric.Counters.Select(counter => (Counter: counter, Metric: metric.Name)))
                .Where(pair => pair.Counter.Length > 0 && Suggestion.Fits(pair.Counter, word))
                .DistinctBy(pair => pair.Counter)
                .Select(pair => Suggestion.Make(pair.Counter, $"{pair.Counter}, of {pair.Metric}")),
        ];
    }

    private static IReadOnlyList<string>? Names(IDictionary bound) => (bound["Name"] ?? bound["MetricName"]) switch
    {
        string name => NameList.Split([name]),
        object[] names => NameList.Split([.. names.OfType<string>()]),
        _ => null,
    };
}
