using System.Collections;
using System.Globalization;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the names of pools, with their guarantees.</summary>
public sealed class PoolCompleter : SchedulerCompleter
{
    private protected override Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation) =>
        CollectAsync(
            client,
            new GetPool(),
            pool => Suggestion.Fits(pool.Name, word)
                ? Suggestion.Make(pool.Name, string.Create(CultureInfo.InvariantCulture, $"{pool.Guarantee} cores guaranteed"))
                : null,
            cancellation);
}
