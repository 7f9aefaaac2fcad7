using System.Collections;
using System.Globalization;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the numbers of the tasks of the job that the command names, with their names and states.</summary>
public sealed class TaskIdCompleter : SchedulerCompleter
{
    private protected override async Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation) => JobId(bound) is { } jobId
            ? await CollectAsync(
                client,
                new GetTask(jobId, null, null, null),
                task => task.SubTaskId <= 0 && Suggestion.Fits(Text(task.TaskId), word)
                    ? Suggestion.Make(Text(task.TaskId), $"{task.Name} ({task.State}) {task.CommandLine}".TrimStart())
                    : null,
                cancellation).ConfigureAwait(false)
            : [];

    /// <summary>The job that the command names; null if none.</summary>
    internal static int? JobId(IDictionary bound)
    {
        var given = bound["JobId"] ?? bound["Job"];
        return (given is PSObject wrapped ? wrapped.BaseObject : given) switch
        {
            HpcJob job => job.Id,
            int id => id,
            string text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) => id,
            _ => null,
        };
    }
}
