using System.Collections;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the names of the tasks of the job that the command names, on which another may depend.</summary>
public sealed class TaskNameCompleter : SchedulerCompleter
{
    private protected override bool RefusesFiles => true;

    private protected override async Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return TaskIdCompleter.JobId(bound) is { } jobId
            ? await CollectAsync(
                client,
                new GetTask(jobId, null, null, null),
                task => task.SubTaskId <= 0 && task.Name.Length > 0 && Suggestion.Fits(task.Name, word) && names.Add(task.Name)
                    ? Suggestion.Make(task.Name, $"task {task.TaskId} ({task.State})")
                    : null,
                cancellation).ConfigureAwait(false)
            : [];
    }
}
