using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>What is checked when a job is submitted: how its tasks fit each other, the job and the nodes (scheduler reference, section 2.2, J7).</summary>
internal static class JobValidation
{
    /// <summary>The error of an invalid job, and the task that is at fault if one is; null for a valid job.</summary>
    public static (SchedulerException Error, TaskKey? Task)? Check(Turn turn, JobEntry job)
    {
        var ledger = turn.Ledger;
        if (job.Record.IsCommand)
            return CheckCommand(job, ledger);
        var template = JobTemplateRules.Find(turn, job.Record);
        if ((JobTemplateRules.Check(template, job.Record) ?? TemplateTasks.Check(template, job)) is { } refusal)
            return (refusal, null);
        if (CheckTasks(job, ledger) is { } fault)
            return fault;
        var error = CheckDependencies(job) ?? CheckComposition(job, ledger.ClusterProperties) ?? CheckResources(job, ledger);
        return error is null ? null : (error, null);
    }

    /// <summary>The error of a task that does not fit its job; null if it does.</summary>
    public static SchedulerException? CheckTask(JobEntry job, Ledger ledger, TaskKey key, TaskProperties task)
    {
        if (task.Type is TaskType.NodePrep or TaskType.NodeRelease)
            return null;
        var record = job.Record;
        var properties = record.Properties;
        var unit = UnitRules.Of(properties);
        if (UnitRules.Of(task) is { } own && own != unit)
            return new SchedulerException(SchedulerErrors.TaskUnitDiffers, key.ToString(), key, own, unit);
        var least = task.MinCores ?? task.MinSockets ?? task.MinNodes ?? 1;
        var most = task.MaxCores ?? task.MaxSockets ?? task.MaxNodes ?? least;
        if (least > (UnitRules.Minimum(properties) ?? UnitRules.Maximum(properties)))
            return new SchedulerException(SchedulerErrors.TaskExceedsJob, key.ToString(), key, least, UnitRules.Minimum(properties) ?? UnitRules.Maximum(properties));
        if (most > UnitRules.Maximum(properties))
            return new SchedulerException(SchedulerErrors.TaskMaxExceedsJob, key.ToString(), key, most, UnitRules.Maximum(properties));
        var available = ledger.Units(unit);
        if (least > available && !ledger.ClusterProperties.DisableResourceValidation)
            return new SchedulerException(SchedulerErrors.NotEnoughCores, record.Id, record.Id, least, available, UnitRules.Word(unit));
        if (JobPropertyRules.Limit(task.RunTime) > (JobPropertyRules.Limit(properties.RunTime) ?? TimeSpan.MaxValue))
            return new SchedulerException(SchedulerErrors.TaskRunTimeExceedsJob, key.ToString(), key, $"{task.RunTime:c}", $"{properties.RunTime:c}");
        return CheckNodes(record, ledger, key, task);
    }

    // A command needs its nodes and nothing else; one of them may have gone before it is queued again.
    private static (SchedulerException Error, TaskKey? Task)? CheckCommand(JobEntry job, Ledger ledger)
    {
        foreach (var (key, properties) in job.Tasks.Values.Select(task => (task.Record.Key, task.Record.Properties)))
        {
            if (properties.RequiredNodes!.FirstOrDefault(name => !ledger.Nodes.ContainsKey(name)) is { } unknown)
                return (new SchedulerException(SchedulerErrors.NodeNotFound, unknown, unknown), key);
        }

        return null;
    }

    private static (SchedulerException Error, TaskKey? Task)? CheckTasks(JobEntry job, Ledger ledger)
    {
        var names = job.Tasks.Values.Select(task => task.Record.Properties.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var task in job.Tasks.Values)
        {
            var key = task.Record.Key;
            if (task.Record.Properties.Depend?.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
                return (new SchedulerException(SchedulerErrors.UnknownDependency, key.ToString(), key, unknown), key);
            if (CheckTask(job, ledger, key, task.Record.Properties) is { } error)
                return (error, key);
        }

        return null;
    }

    private static SchedulerException? CheckNodes(JobRecord job, Ledger ledger, TaskKey key, TaskProperties task)
    {
        var properties = job.Properties;
        var isComputed = UnitRules.Minimum(properties) is null || UnitRules.Maximum(properties) is null;
        if (task.Exclusive == true && properties.Exclusive != true)
            return new SchedulerException(SchedulerErrors.TaskExclusiveJobNot, key.ToString(), key);
        if (task.Exclusive == true && isComputed)
            return new SchedulerException(SchedulerErrors.TaskExclusiveAutoCalculate, key.ToString(), key);
        if (task.RequiredNodes is not { Count: > 0 } required)
            return null;
        if (required.FirstOrDefault(name => !ledger.Nodes.ContainsKey(name)) is { } unknown)
            return new SchedulerException(SchedulerErrors.NodeNotFound, unknown, unknown);
        if (properties.RequestedNodes is { Count: > 0 } requested
            && required.FirstOrDefault(name => !requested.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } outside)
        {
            return new SchedulerException(SchedulerErrors.RequiredNodeNotRequested, key.ToString(), key, outside);
        }

        var candidates = NodeCandidates.Of(ledger, properties);
        if (required.FirstOrDefault(name => !candidates.Contains(name)) is { } unfit)
            return new SchedulerException(SchedulerErrors.NoNodeFits, job.Id, job.Id, $"task {key} requires node {unfit}, which the job may not use");

        return isComputed ? new SchedulerException(SchedulerErrors.RequiredNodesAutoCalculate, key.ToString(), key) : null;
    }

    private static SchedulerException? CheckDependencies(JobEntry job)
    {
        var id = job.Record.Id;
        if (DependencyGraph.FindCycle(job.Tasks.Values.Select(task => task.Record.Properties)) is { } cycle)
            return new SchedulerException(SchedulerErrors.DependencyCycle, id, id, string.Join(" - ", cycle));
        var twins = job.Tasks.Values.Select(task => task.Record.Properties)
            .Where(task => !string.IsNullOrEmpty(task.Name))
            .GroupBy(task => task.Name!, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Skip(1).Any(task => !Names(task).SetEquals(Names(group.First()))));
        return twins is null ? null : new SchedulerException(SchedulerErrors.SameNameOtherDependencies, id, id, twins.Key);

        static HashSet<string> Names(TaskProperties task) => new(task.Depend ?? [], StringComparer.Ordinal);
    }

    private static SchedulerException? CheckComposition(JobEntry job, ClusterProperties settings)
    {
        var id = job.Record.Id;
        var properties = job.Record.Properties;
        var work = job.Tasks.Values.Count(task => !task.Record.IsNodeTask);
        if (properties.RunUntilCanceled == true && (UnitRules.Minimum(properties) is null || UnitRules.Maximum(properties) is null))
            return new SchedulerException(SchedulerErrors.RunUntilCanceledWithoutCount, id, id);
        if (work == 0 && job.Tasks.Values.Any(task => !task.Record.IsOfTemplate) && properties.RunUntilCanceled != true)
            return new SchedulerException(SchedulerErrors.OnlyNodeReleaseTasks, id, id);
        if (job.Service is not null && work > 1)
            return new SchedulerException(SchedulerErrors.ServiceTaskNotAlone, id, id);
        if (job.NodeRelease?.Record is not { } release)
            return null;
        if (settings.NodeReleaseTaskTimeout == 0)
            return new SchedulerException(SchedulerErrors.NodeReleaseDisabled, id, id);
        return release.Properties.RunTime is { } time && time.TotalSeconds > settings.NodeReleaseTaskTimeout
            ? new SchedulerException(SchedulerErrors.NodeReleaseTooLong, release.Key.ToString(), release.Key, time.TotalSeconds, settings.NodeReleaseTaskTimeout)
            : null;
    }

    private static SchedulerException? CheckResources(JobEntry job, Ledger ledger)
    {
        var record = job.Record;
        var unit = UnitRules.Of(record.Properties);
        var available = ledger.Units(unit);
        var least = record.MinUnits;
        if (least > available && !ledger.ClusterProperties.DisableResourceValidation)
            return new SchedulerException(SchedulerErrors.NotEnoughCores, record.Id, record.Id, least, available, UnitRules.Word(unit));
        return NodeRules.Check(ledger, record);
    }
}
