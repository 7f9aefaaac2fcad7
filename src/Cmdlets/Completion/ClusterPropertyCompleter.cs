using System.Collections;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the names of cluster properties, or of environment variables after -Environment, with their values.</summary>
public sealed class ClusterPropertyCompleter : SchedulerCompleter
{
    private protected override Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation) =>
        CollectAsync(
            client,
            new GetClusterProperty(null, bound.Contains(nameof(ClusterPropertySet.Environment)) ? ClusterPropertySet.Environment : ClusterPropertySet.Parameter),
            property => Suggestion.Fits(property.Name, word) ? Suggestion.Make(property.Name, $"{property.Name} = {property.Value}") : null,
            cancellation);
}
