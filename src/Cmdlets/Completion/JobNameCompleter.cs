using System.Collections;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the names of jobs, each once.</summary>
public sealed class JobNameCompleter : SchedulerCompleter
{
    private protected override Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return CollectAsync(
            client,
            new GetJob(),
            job => job.Name.Length > 0 && Suggestion.Fits(job.Name, word) && names.Add(job.Name)
                ? Suggestion.Make(job.Name, $"job {job.Id} ({job.State})")
                : null,
            cancellation);
    }
}
