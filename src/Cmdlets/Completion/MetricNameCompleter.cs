using System.Collections;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the names of metrics, with what they are.</summary>
public sealed class MetricNameCompleter : SchedulerCompleter
{
    private protected override Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation) =>
        CollectAsync(
            client,
            new GetMetric(),
            metric => Suggestion.Fits(metric.Name, word) ? Suggestion.Make(metric.Name, metric.Description) : null,
            cancellation);
}
