using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>Reads a job: the job, its number, or what has its number as JobId or Id.</summary>
public sealed class JobTransform : ObjectTransform
{
    /// <summary>
    /// Whether the command only looks: then a task stands for its job, and a scheduler is left to -Scheduler. Nothing is done to a job because one of
    /// its tasks was given.
    /// </summary>
    public bool OnlyLooks { get; set; }

    /// <summary>Whether other parameters take the number of a task from what was given. They read no keys of hash tables.</summary>
    public bool LeavesTask { get; set; }

    /// <inheritdoc/>
    private protected override object Read(InputItem item)
    {
        if (item.Value is HpcJob job)
            return job.Id > 0 ? job : throw Refused("This job has no number: it was made, and not read from a scheduler.");
        if (item.Number is { } number)
            return number > 0 ? new HpcJob { Id = number, Scheduler = null! } : throw Refused($"{number} is no number of a job: they begin with 1.");
        if (OnlyLooks && item.Kind == nameof(HpcSchedulerInfo))
            throw Declined("A scheduler is no job.");
        if (LeavesTask && item.Value is System.Collections.IDictionary && IsTask(item))
            throw Refused("A task in a hash table cannot be told from its job here. Make it an object with [pscustomobject].");
        return FromRow(item, OnlyLooks);
    }

    /// <summary>The job that a row tells of.</summary>
    internal static HpcJob FromRow(InputItem item, bool onlyLooks)
    {
        if (!item.IsRow)
            throw NoJob(item);
        if (IsTask(item) && !onlyLooks)
            throw Refused($"{item} is a task and no job. Give the job, for example with Get-HpcJob after Get-HpcTask, or use the cmdlet for tasks.");
        if (NumberName(item) is not { } name)
            throw NoJob(item);
        return item.Positive(name) is { } id
            ? new HpcJob { Id = id, Scheduler = item.Scheduler! }
            : throw Refused($"The {name} of what was given, '{item.Member(name)}', is no number of a job. It is a whole number from 1.");
    }

    private static bool IsTask(InputItem item) => item.Kind is null ? item.Has(nameof(HpcTask.TaskId)) : item.Kind == nameof(HpcTask);

    // Id is the number of many other things: of a row it is a job's only where the row looks like one.
    private static string? NumberName(InputItem item)
    {
        if (item.Has(nameof(HpcTask.JobId)))
            return nameof(HpcTask.JobId);
        var isJob = item.Kind is null ? !IsTask(item) && item.LooksLike(typeof(HpcJob)) && !item.IsGroup : item.Kind == nameof(HpcJob);
        return isJob && item.Has(nameof(HpcJob.Id)) ? nameof(HpcJob.Id) : null;
    }

    private static ArgumentTransformationMetadataException NoJob(InputItem item) => Refused(
        $"{item} is no job. Give a job as Get-HpcJob returns it, its number, or a row that has its number as JobId or Id and otherwise what jobs have.");
}
