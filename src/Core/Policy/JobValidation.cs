namespace HpcScheduler.Core.Policy;

/// <summary>What is checked when a job is submitted: how its tasks fit each other, the job and the node (scheduler reference, section 2.2, J7).</summary>
internal static class JobValidation
{
    /// <summary>The error of an invalid job, and the task that is at fault if one is; null for a valid job.</summary>
    public static (SchedulerException Error, TaskKey? Task)? Check(JobEntry job, int usableCores)
    {
        var record = job.Record;
        var names = job.Tasks.Values.Select(task => task.Record.Properties.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var task in job.Tasks.Values)
        {
            var key = task.Record.Key;
            foreach (var name in task.Record.Properties.Depend ?? [])
            {
                if (!names.Contains(name))
                    return (new SchedulerException(SchedulerErrors.UnknownDependency, key.ToString(), key, name), key);
            }

            if (task.Record.MinUnits > record.MaxCores)
            {
                return (new SchedulerException(
                    SchedulerErrors.TaskExceedsJob, key.ToString(), key, task.Record.MinUnits, record.MaxCores), key);
            }
        }

        if (DependencyGraph.FindCycle(job) is { } cycle)
            return (new SchedulerException(SchedulerErrors.DependencyCycle, record.Id, record.Id, string.Join(" - ", cycle)), null);
        if (job.NodeRelease is not null && job.Tasks.Count == 1)
            return (new SchedulerException(SchedulerErrors.OnlyNodeReleaseTasks, record.Id, record.Id), null);
        if (record.MinCores > usableCores)
            return (new SchedulerException(SchedulerErrors.NotEnoughCores, record.Id, record.Id, record.MinCores, usableCores, JobUnitType.Core), null);
        return null;
    }
}
