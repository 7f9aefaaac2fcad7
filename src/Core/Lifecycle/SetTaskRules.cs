using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// Changes a task, which is possible only while it is Configuring (scheduler reference, section 5.3). One that waits, failed or was canceled
/// comes back to Configuring by the change if its job did: so a failed task is repaired, and what is Finished is kept.
/// </summary>
internal static class SetTaskRules
{
    public static TaskRecord Handle(Turn turn, SetTask request, Caller caller)
    {
        var job = turn.Job(request.JobId);
        Permissions.Check<SetTask>(caller, job.Record, "change a task of");
        Permissions.CheckRun<SetTask>(caller, job.Record, TaskPropertyNames.Said(request.Properties));
        var task = job.Task(request.TaskId);
        var record = task.Record;
        var isAgain = job.Record.State == JobState.Configuring && TaskLifecycle.Allows(record.State, TaskEvent.Configure);
        if (record.State != TaskState.Configuring && !isAgain)
            throw new SchedulerException(SchedulerErrors.TaskNotModifiable, record.Key.ToString(), record.Key, record.State);
        // What the program has seen is what is to run.
        if (job.Record.State == JobState.ExternalValidation)
            throw new SchedulerException(SchedulerErrors.TaskNotModifiable, record.Key.ToString(), record.Key, "of a job in ExternalValidation");
        var merged = TaskPropertyRules.Merge(record.Properties, request.Properties);
        TaskPropertyRules.Check(merged);
        CheckType(job, record, merged);
        if (task.SubTaskCounts.Total > task.Unexpanded && RangeOf(merged) != RangeOf(record.Properties))
            throw new SchedulerException(SchedulerErrors.TaskRangeNotModifiable, record.Key.ToString(), record.Key);
        CheckCycle(job, task, merged);
        turn.UserLimits.TakeSize(turn, caller, job.Record.Owner, KeptSize.Of(merged) - KeptSize.Of(record.Properties));
        if (merged.Type != record.Type)
            TemplateTasks.GiveWay(turn, job, merged.Type);
        if (isAgain)
            Reopening.Task(turn, job, record, merged);
        else
            Reopening.Change(turn, task, merged);
        return job.Task(request.TaskId).Record;
    }

    private static (TaskType? Type, int? Start, int? End, int? Increment) RangeOf(TaskProperties task) =>
        (task.Type, task.StartValue ?? 1, task.EndValue ?? 1, task.IncrementValue ?? 1);

    // A circle can only come with another name, or with another that it depends on.
    private static void CheckCycle(JobEntry job, TaskEntry task, TaskProperties now)
    {
        var before = task.Record.Properties;
        if (now.Name == before.Name && ReferenceEquals(now.Depend, before.Depend))
            return;
        var others = job.Tasks.Values.Where(other => other != task).Select(other => other.Record.Properties).Append(now);
        if (DependencyGraph.FindCycle(others) is { } cycle)
            throw new SchedulerException(SchedulerErrors.DependencyCycle, job.Record.Id, job.Record.Id, string.Join(" - ", cycle));
    }

    private static void CheckType(JobEntry job, TaskRecord task, TaskProperties now)
    {
        if (now.Type == task.Type)
            return;
        if (job.Record.State != JobState.Configuring && now.Type is TaskType.NodePrep or TaskType.NodeRelease or TaskType.Service)
            throw new SchedulerException(SchedulerErrors.TaskTypeAddedTooLate, job.Record.Id, job.Record.Id, now.Type, job.Record.State);
        AddTaskRules.CheckTogether(job, [now]);
    }
}
