using System.Collections;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the numbers of jobs, with their names and states.</summary>
public sealed class JobIdCompleter : SchedulerCompleter
{
    private protected override Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation) =>
        CollectAsync(
            client,
            new GetJob(),
            job => Suggestion.Fits(Text(job.Id), word) ? Suggestion.Make(Text(job.Id), $"{job.Name} ({job.State})".TrimStart()) : null,
            cancellation);
}
