using System.Collections;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the names of nodes, with their states and cores.</summary>
public sealed class NodeNameCompleter : SchedulerCompleter
{
    private protected override Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation) =>
        CollectAsync(
            client,
            new GetNode(),
            node => Suggestion.Fits(node.Name, word) ? Suggestion.Make(node.Name, $"{node.NodeState}, {node.Cores} cores") : null,
            cancellation);
}
