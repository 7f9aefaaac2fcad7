using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Takes a task that has run, or waits, back to Configuring with other values, so that it can be repaired.</summary>
internal static class Reopening
{
    /// <summary>Reopens a task of a job that is Configuring again. What has run of it and is not Finished runs once more, with the new values.</summary>
    public static void Task(Turn turn, JobEntry job, TaskRecord task, TaskProperties properties)
    {
        foreach (var subTask in SubmitJobRules.SubTasksOf(turn, job)[task.Key])
        {
            if (task.Type == TaskType.Service)
                Replace(turn, subTask);
            else if (task.IsNodeTask || subTask.State != TaskState.Finished)
                turn.Move(subTask, subTask.State == TaskState.Finished ? TaskEvent.Renew : TaskEvent.Requeue, Waiting);
        }

        turn.Move(job.Task(task.Key.TaskId).Record, TaskEvent.Configure, next => Waiting(next) with
        {
            SubmitTime = null,
            UnexpandedState = TaskState.Configuring,
        });

        TaskRecord Waiting(TaskRecord next) => SubmitJobRules.Reset(turn, next) with { Properties = properties };
    }

    /// <summary>Changes a task that is Configuring, with those of its sub-tasks that wait to run again.</summary>
    public static void Change(Turn turn, TaskEntry task, TaskProperties properties)
    {
        foreach (var subTask in task.SubTasks.Values.ToList())
            turn.Ledger.Put(subTask with { Properties = properties, ChangeTime = turn.Now });
        turn.Ledger.Put(task.Record with { Properties = properties, ChangeTime = turn.Now });
    }

    /// <summary>Has an instance of a service that failed count as a failure no more: others take its place in the next run.</summary>
    public static void Replace(Turn turn, TaskRecord instance)
    {
        if (instance.State != TaskState.Failed)
            return;
        turn.Move(instance, TaskEvent.Replace, record => record with
        {
            ErrorCode = ReasonCodes.TaskCanceledOnJobRequeue,
            ErrorMessage = $"It failed in an earlier run of its job: {record.ErrorMessage}",
        });
    }
}
