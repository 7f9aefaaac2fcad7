using System.Collections;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the names of node groups, with what they are for.</summary>
public sealed class NodeGroupCompleter : SchedulerCompleter
{
    private protected override Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation) =>
        CollectAsync(
            client,
            new GetGroup(),
            group => Suggestion.Fits(group.Name, word) ? Suggestion.Make(group.Name, group.Description) : null,
            cancellation);
}
