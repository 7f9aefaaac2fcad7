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
        var job = turn.Job(request.JobId);
        Turn.Permit(job, caller, "add tasks to");
        CheckJob(turn, job, request.Tasks);

        var first = job.Record.LastTaskId + 1;
        var ids = Enumerable.Range(first, request.Tasks.Count).ToList();
        turn.Ledger.Put(job.Record with { LastTaskId = first + request.Tasks.Count - 1, ChangeTime = turn.Now });
        foreach (var (id, properties) in ids.Zip(request.Tasks))
        {
            var type = properties.Type ?? TaskType.Basic;
            turn.Ledger.Put(new TaskRecord
            {
                Key = new TaskKey(request.JobId, id),
                Properties = properties with { Type = type },
                State = TaskLifecycle.Next(null, TaskEvent.Add),
                CreateTime = turn.Now,
                ChangeTime = turn.Now,
            });
        }

        if (job.Record.State is JobState.Queued or JobState.Running)
            SubmitLate(turn, job, ids);
        return (job.Record, ids);
    }

    private static void CheckJob(Turn turn, JobEntry job, IReadOnlyList<TaskProperties> tasks)
    {
        var id = job.Record.Id;
        var state = job.Record.State;
        if (state is not (JobState.Configuring or JobState.Queued or JobState.Running or JobState.Failed or JobState.Canceled))
            throw new SchedulerException(SchedulerErrors.TaskNotAddable, id, id, state);

        var releases = tasks.Count(task => task.Type == TaskType.NodeRelease);
        if (releases > 0 && state != JobState.Configuring)
            throw new SchedulerException(SchedulerErrors.TaskTypeAddedTooLate, id, id, TaskType.NodeRelease, state);
        if (releases + (job.NodeRelease is null ? 0 : 1) > 1)
            throw new SchedulerException(SchedulerErrors.MultipleNodeReleaseTasks, id, id);
        if (state is not (JobState.Queued or JobState.Running))
            return;

        // A submitted job was checked as a whole; what comes later is checked against it before it is stored.
        var limit = job.Record.Properties.MaxCores ?? turn.Ledger.Node.UsableCores;
        var tooLarge = tasks.FirstOrDefault(task => task.Type != TaskType.NodeRelease && (task.MinCores ?? 1) > limit);
        if (tooLarge is not null)
            throw new SchedulerException(SchedulerErrors.TaskExceedsJob, tooLarge.Name, $"'{tooLarge.Name}'", tooLarge.MinCores, limit);
        if (tasks.Any(task => task.Depend is { Count: > 0 }))
            CheckDependencies(job, tasks);
    }

    private static void CheckDependencies(JobEntry job, IReadOnlyList<TaskProperties> tasks)
    {
        var names = job.Tasks.Values.Select(task => task.Record.Properties.Name)
            .Concat(tasks.Select(task => task.Name)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var task in tasks)
        {
            var unknown = task.Depend?.FirstOrDefault(name => !names.Contains(name));
            if (unknown is not null)
                throw new SchedulerException(SchedulerErrors.UnknownDependency, task.Name, $"'{task.Name}'", unknown);
        }

        RefuseCycle(job, tasks);
    }

    private static void RefuseCycle(JobEntry job, IReadOnlyList<TaskProperties> tasks)
    {
        var trial = new JobEntry(job.Record);
        var records = job.Tasks.Values.Select(task => task.Record).Concat(tasks.Select((task, index) => new TaskRecord
        {
            Key = new TaskKey(job.Record.Id, job.Record.LastTaskId + 1 + index),
            Properties = task,
            State = TaskState.Configuring,
            CreateTime = job.Record.CreateTime,
            ChangeTime = job.Record.CreateTime,
        }));
        foreach (var record in records)
            trial.Tasks.Add(record.Key.TaskId, new TaskEntry(record));
        if (DependencyGraph.FindCycle(trial) is { } cycle)
            throw new SchedulerException(SchedulerErrors.DependencyCycle, job.Record.Id, job.Record.Id, string.Join(" - ", cycle));
    }

    private static void SubmitLate(Turn turn, JobEntry job, List<int> ids)
    {
        var minimum = job.Record.MinCores;
        long maximum = job.Record.MaxCores;
        foreach (var id in ids)
        {
            var task = job.Tasks[id].Record;
            SubmitJobRules.AcceptTask(turn, task);
            minimum = Math.Max(minimum, task.MinUnits);
            maximum += (long)task.MaxUnits * Math.Max(1, task.SubTaskCount);
        }

        maximum = job.Record.Properties.MaxCores ?? Math.Min(maximum, int.MaxValue);
        turn.Ledger.Put(job.Record with
        {
            MinCores = job.Record.Properties.MinCores ?? (int)Math.Min(minimum, maximum),
            MaxCores = (int)maximum,
        });

        if (!job.Tasks.Values.Any(task => task.Record.Properties.Depend is { Count: > 0 }))
            return;
        DependencyGraph.Connect(job);
        foreach (var task in job.Tasks.Values)
            Ledger.RefreshReady(job, task);
    }
}
