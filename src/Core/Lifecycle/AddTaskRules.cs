using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// Adds tasks to a job, all or none (scheduler reference, section 2.3, T1). In a job that is Queued or Running they are submitted at
/// once; in one that ended badly they wait in Configuring until it is queued again.
/// </summary>
internal static class AddTaskRules
{
    public static (JobRecord Job, IReadOnlyList<int> TaskIds) Handle(Turn turn, AddTask request, Caller caller)
    {
        foreach (var properties in request.Tasks)
            TaskPropertyRules.Check(properties);
        var record = turn.Record(request.JobId);
        Permissions.Check<AddTask>(caller, record, "add tasks to");
        Permissions.CheckRun<AddTask>(caller, record, ["Tasks"]);
        CheckState(record);
        var job = turn.Job(request.JobId);
        CheckJob(turn, job, request.Tasks);
        CheckTogether(job, request.Tasks);
        turn.UserLimits.Take(turn, caller, job.Record.Owner, 0, request.Tasks.Count, request.Tasks.Sum(KeptSize.Of));
        var ids = Add(turn, job, request.Tasks);
        if (job.Record.State is JobState.Queued or JobState.Running)
            SubmitLate(turn, job, ids);
        return (job.Record, ids);
    }

    /// <summary>Refuses tasks that a job cannot have together: a second one of its kind, or dependencies in a circle.</summary>
    /// <exception cref="SchedulerException">HpcMultipleNodePrepTasks, HpcMultipleNodeReleaseTasks, HpcDependencyCycle.</exception>
    public static void CheckTogether(JobEntry job, IReadOnlyList<TaskProperties> tasks)
    {
        var id = job.Record.Id;
        if (tasks.Count(task => task.Type == TaskType.NodePrep) + (job.NodePrep is null or { Record.IsOfTemplate: true } ? 0 : 1) > 1)
            throw new SchedulerException(SchedulerErrors.MultipleNodePrepTasks, id, id);
        if (tasks.Count(task => task.Type == TaskType.NodeRelease) + (job.NodeRelease is null or { Record.IsOfTemplate: true } ? 0 : 1) > 1)
            throw new SchedulerException(SchedulerErrors.MultipleNodeReleaseTasks, id, id);
        RefuseCycle(job, tasks);
    }

    /// <summary>Makes the records of checked tasks, in state Configuring.</summary>
    public static IReadOnlyList<int> Add(Turn turn, JobEntry job, IReadOnlyList<TaskProperties> tasks, bool isOfTemplate = false)
    {
        if (tasks.Count == 0)
            return [];
        foreach (var task in tasks)
            TemplateTasks.GiveWay(turn, job, task.Type);
        var first = job.Record.LastTaskId + 1;
        var ids = Enumerable.Range(first, tasks.Count).ToList();
        turn.Ledger.Put(job.Record with { LastTaskId = first + tasks.Count - 1, ChangeTime = turn.Now });
        foreach (var (id, properties) in ids.Zip(tasks))
        {
            turn.Ledger.Put(new TaskRecord
            {
                Key = new TaskKey(job.Record.Id, id),
                Properties = properties with { Type = properties.Type ?? TaskType.Basic },
                IsOfTemplate = isOfTemplate,
                State = TaskLifecycle.Next(null, TaskEvent.Add),
                CreateTime = turn.Now,
                ChangeTime = turn.Now,
            });
        }

        return ids;
    }

    /// <summary>Submits tasks of a job that was submitted before, with what they ask of it.</summary>
    public static void SubmitLate(Turn turn, JobEntry job, IReadOnlyList<int> ids)
    {
        var perUnit = job.Record.CoresPerUnit;
        long minimum = job.Record.MinCores;
        long maximum = job.Record.MaxCores;
        foreach (var id in ids)
        {
            var task = job.Tasks[id].Record;
            SubmitJobRules.AcceptTask(turn, task);
            minimum = Math.Max(minimum, (long)task.MinUnits * perUnit);
            maximum += (long)task.MaxUnits * perUnit * Math.Max(1, task.SubTaskCount);
        }

        var properties = job.Record.Properties;
        if (UnitRules.Maximum(properties) is not null)
            maximum = job.Record.MaxCores;
        maximum = Math.Min(maximum, Math.Max(job.Record.MaxCores, JobTemplateRules.MostCores(turn, job.Record)));
        turn.Ledger.Put(job.Record with
        {
            MinCores = UnitRules.Minimum(properties) is null ? (int)Math.Min(minimum, maximum) : job.Record.MinCores,
            MaxCores = (int)maximum,
        });
        DependencyGraph.Judge(turn, job, ids);
        JobEnding.Advance(turn, job);
    }

    private static void CheckState(JobRecord job)
    {
        if (job.IsCommand)
            throw new SchedulerException(SchedulerErrors.TaskAddedToCommand, job.Id, job.Id);
        if (job.State is not (JobState.Configuring or JobState.Queued or JobState.Running or JobState.Failed or JobState.Canceled))
            throw new SchedulerException(SchedulerErrors.TaskNotAddable, job.Id, job.Id, job.State);
    }

    private static void CheckJob(Turn turn, JobEntry job, IReadOnlyList<TaskProperties> tasks)
    {
        var id = job.Record.Id;
        var state = job.Record.State;
        if (state == JobState.Configuring)
            return;
        if (tasks.FirstOrDefault(task => task.Type is TaskType.NodePrep or TaskType.NodeRelease or TaskType.Service) is { Type: { } type })
            throw new SchedulerException(SchedulerErrors.TaskTypeAddedTooLate, id, id, type, state);
        if (job.Service is not null)
            throw new SchedulerException(SchedulerErrors.TaskAddedToServiceJob, id, id);
        if (state is not (JobState.Queued or JobState.Running))
            return;
        Admission.CheckSubmission(turn.Ledger.ClusterProperties, id);

        // A submitted job was checked as a whole; what comes later is checked against it before it is stored.
        foreach (var (number, task) in tasks.Index())
        {
            if (JobValidation.CheckTask(job, turn.Ledger, new TaskKey(id, job.Record.LastTaskId + 1 + number), task) is { } error)
                throw error;
        }

        CheckDependencies(job, tasks);
    }

    private static void CheckDependencies(JobEntry job, IReadOnlyList<TaskProperties> tasks)
    {
        var names = tasks.Select(task => task.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var task in tasks)
        {
            var unknown = task.Depend?.FirstOrDefault(name => !names.Contains(name) && !job.Dependencies.Has(name));
            if (unknown is not null)
                throw new SchedulerException(SchedulerErrors.UnknownDependency, task.Name, $"'{task.Name}'", unknown);
        }
    }

    // A circle can only go through a new task that depends on others and that others depend on.
    private static void RefuseCycle(JobEntry job, IReadOnlyList<TaskProperties> tasks)
    {
        var names = tasks.Where(task => task.Depend is { Count: > 0 }).Select(task => task.Name!).ToHashSet(StringComparer.Ordinal);
        if (names.Count == 0)
            return;
        if (!tasks.Any(task => task.Depend?.Any(names.Contains) == true) && !names.Any(name => job.Dependencies.Find(name) is { Dependents.Count: > 0 }))
            return;
        if (DependencyGraph.FindCycle(job.Tasks.Values.Select(task => task.Record.Properties).Concat(tasks)) is { } cycle)
            throw new SchedulerException(SchedulerErrors.DependencyCycle, job.Record.Id, job.Record.Id, string.Join(" - ", cycle));
    }
}
