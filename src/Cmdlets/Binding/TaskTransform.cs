using System.Globalization;
using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>Reads a task: the task, its text such as 5.1 or 5.1.3, or what has its numbers as JobId and TaskId (or Id), and SubTaskId.</summary>
public sealed class TaskTransform : ObjectTransform
{
    /// <summary>Whether the command only looks: then a job, or its number, stands for all its tasks, and TaskId is 0.</summary>
    public bool OnlyLooks { get; set; }

    /// <inheritdoc/>
    private protected override object Read(InputItem item)
    {
        if (item.Value is HpcTask task)
            return task is { JobId: > 0, TaskId: > 0 } ? task : throw Refused("This task has no numbers: it was made, and not read from a scheduler.");
        if (item.Value is string text && FromText(text) is { } named)
            return named;
        if (item.Number is { } number)
            return WholeJob(item, number, null);
        if (!item.IsRow)
            throw NoTask(item);
        var isJob = item.Kind is null ? !item.Has(nameof(HpcTask.TaskId)) && !(item.Has(nameof(HpcTask.JobId)) && item.Has(nameof(HpcJob.Id))) : item.Kind == nameof(HpcJob);
        if (isJob)
        {
            var job = JobTransform.FromRow(item, onlyLooks: true);
            return WholeJob(item, job.Id, job.Scheduler);
        }

        if (item.Kind is not (null or nameof(HpcTask)))
            throw NoTask(item);
        return Of(Positive(item, nameof(HpcTask.JobId)), Positive(item, TaskName(item)), SubTask(item), item.Scheduler);
    }

    private HpcTask WholeJob(InputItem item, int id, string? scheduler) => OnlyLooks && id > 0
        ? Of(id, 0, 0, scheduler)
        : throw NoTask(item);

    private static string TaskName(InputItem item) => item.Has(nameof(HpcTask.TaskId)) ? nameof(HpcTask.TaskId) : nameof(HpcJob.Id);

    private static int Positive(InputItem item, string name) => item.Positive(name) ?? throw Refused(
        item.Has(name)
            ? $"The {name} of what was given, '{item.Member(name)}', is no number. It is a whole number from 1."
            : $"{item} is no task: it has no {name}. A task has a JobId and a TaskId.");

    // A task that is no sub-task has 0, and one that was selected or written by hand may have none.
    private static int SubTask(InputItem item) => item.Member(nameof(HpcTask.SubTaskId)) switch
    {
        null or "" or 0 or "0" or 0L => 0,
        _ => Positive(item, nameof(HpcTask.SubTaskId)),
    };

    private static HpcTask? FromText(string text)
    {
        var numbers = text.Split('.').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).ToArray();
        return numbers.Length is 2 or 3 && numbers.All(number => number > 0)
            ? Of(numbers[0], numbers[1], numbers.Length == 3 ? numbers[2] : 0, null)
            : null;
    }

    private static HpcTask Of(int jobId, int taskId, int subTaskId, string? scheduler) =>
        new() { JobId = jobId, TaskId = taskId, SubTaskId = subTaskId, Scheduler = scheduler! };

    private ArgumentTransformationMetadataException NoTask(InputItem item) => Refused(OnlyLooks
        ? $"{item} is neither a task nor a job. Give a task as Get-HpcTask returns it, its text such as 5.1, a row with its JobId and TaskId, or a job."
        : $"{item} is no task. Give a task as Get-HpcTask returns it, its text such as 5.1, or a row with its JobId and TaskId; "
            + "Get-HpcTask lists the tasks of a job.");
}
