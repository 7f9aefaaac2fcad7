using System.Collections;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the owners of jobs, each once.</summary>
public sealed class OwnerCompleter : SchedulerCompleter
{
    private protected override bool RefusesFiles => true;

    private protected override Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation)
    {
        var owners = new HashSet<string>(StringComparer.Ordinal);
        return CollectAsync(
            client,
            new GetJob(),
            job => Suggestion.Fits(job.Owner, word) && owners.Add(job.Owner) ? Suggestion.Make(job.Owner, $"owner of job {job.Id}") : null,
            cancellation);
    }
}
