using System.Collections;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the name of the scheduler's node, with its cores.</summary>
public sealed class NodeNameCompleter : SchedulerCompleter
{
    private protected override async Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation)
    {
        var info = await client.SendAsync(new GetScheduler(), cancellation).ConfigureAwait(false);
        return Suggestion.Fits(info.NodeName, word) ? [Suggestion.Make(info.NodeName, $"{info.Cores} cores")] : [];
    }
}
