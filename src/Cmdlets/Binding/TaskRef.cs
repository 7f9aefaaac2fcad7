using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>A task or sub-task of a scheduler.</summary>
internal readonly record struct TaskRef(SchedulerClient Client, TaskKey Key)
{
    /// <summary>The name of a task that a scheduler told of.</summary>
    public static TaskRef Of(SchedulerClient client, HpcTask task) =>
        new(client, new TaskKey(task.JobId, task.TaskId, task.SubTaskId));
}
