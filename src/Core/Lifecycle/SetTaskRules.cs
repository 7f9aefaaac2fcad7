using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Changes a task, which is possible only while it is Configuring (scheduler reference, section 5.3).</summary>
internal static class SetTaskRules
{
    public static TaskRecord Handle(Turn turn, SetTask request, Caller caller)
    {
        var job = turn.Job(request.JobId);
        Permissions.Check<SetTask>(caller, job.Record, "change a task of");
        Permissions.CheckRun<SetTask>(caller, job.Record, TaskPropertyNames.Said(request.Properties));
        var task = job.Task(request.TaskId);
        var record = task.Record;
        if (record.State != TaskState.Configuring)
            throw new SchedulerException(SchedulerErrors.TaskNotModifiable, record.Key.ToString(), record.Key, record.State);
        // What the program has seen is what is to run.
        if (job.Record.State == JobState.ExternalValidation)
            throw new SchedulerException(SchedulerErrors.TaskNotModifiable, record.Key.ToString(), record.Key, "of a job in ExternalValidation");
        var merged = TaskPropertyRules.Merge(record.Properties, request.Properties);
        TaskPropertyRules.Check(merged);
        CheckType(job, record, merged);
        if (task.Unexpanded < record.SubTaskCount)
            throw new SchedulerException(SchedulerErrors.TaskNotModifiable, record.Key.ToString(), record.Key, "a sweep of which sub-tasks were canceled");
        var others = job.Tasks.Values.Where(other => other != task).Select(other => other.Record.Properties).Append(merged);
        if (DependencyGraph.FindCycle(others) is { } cycle)
            throw new SchedulerException(SchedulerErrors.DependencyCycle, request.JobId, request.JobId, string.Join(" - ", cycle));
        turn.UserLimits.TakeSize(turn, caller, job.Record.Owner, KeptSize.Of(merged) - KeptSize.Of(record.Properties));
        if (merged.Type != record.Type)
            TemplateTasks.GiveWay(turn, job, merged.Type);
        turn.Ledger.Put(record with { Properties = merged, ChangeTime = turn.Now });
        return job.Task(request.TaskId).Record;
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
