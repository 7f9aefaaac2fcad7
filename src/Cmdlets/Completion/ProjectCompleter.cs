using System.Collections;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the projects of jobs, each once.</summary>
public sealed class ProjectCompleter : SchedulerCompleter
{
    private protected override bool RefusesFiles => true;

    private protected override Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation)
    {
        var projects = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return CollectAsync(
            client,
            new GetJob(),
            job => job.Project.Length > 0 && Suggestion.Fits(job.Project, word) && projects.Add(job.Project)
                ? Suggestion.Make(job.Project, $"project of job {job.Id}")
                : null,
            cancellation);
    }
}
