using System.Collections;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the numbers of node groups, with their names.</summary>
public sealed class NodeGroupIdCompleter : SchedulerCompleter
{
    private protected override Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation) =>
        CollectAsync(
            client,
            new GetGroup(),
            group => Suggestion.Fits(Text(group.Id), word) ? Suggestion.Make(Text(group.Id), group.Name) : null,
            cancellation);
}
