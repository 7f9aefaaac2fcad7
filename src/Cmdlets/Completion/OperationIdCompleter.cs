using System.Collections;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the identifiers of changes to nodes, with what they are.</summary>
public sealed class OperationIdCompleter : SchedulerCompleter
{
    private protected override async Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation)
    {
        var history = new List<HpcNodeHistory>();
        await CollectAsync<HpcNodeHistory>(
            client,
            new GetNodeStateHistory(DateTime.MinValue, DateTime.MaxValue),
            row =>
            {
                history.Add(row);
                return null;
            },
            cancellation).ConfigureAwait(false);
        return [.. HpcOperation.Of(history, client.Address.ToString())
            .Where(operation => Suggestion.Fits(operation.Id.ToString(), word))
            .Select(operation => Suggestion.Make(operation.Id.ToString(), $"{operation.Name} ({operation.State})"))];
    }
}
