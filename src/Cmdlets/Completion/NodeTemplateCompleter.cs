using System.Collections;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the names of node templates.</summary>
public sealed class NodeTemplateCompleter : SchedulerCompleter
{
    private protected override async Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return await CollectAsync(
            client,
            new GetNode(),
            node => Suggestion.Fits(node.Template, word) && names.Add(node.Template) ? Suggestion.Make(node.Template, "node template") : null,
            cancellation).ConfigureAwait(false);
    }
}
