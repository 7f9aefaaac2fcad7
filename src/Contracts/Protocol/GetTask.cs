namespace HpcScheduler.Protocol;

/// <summary>
/// Lists the tasks of a job: all tasks and those sub-tasks that have left Queued, in the order of their numbers.
/// A <see cref="TaskId"/> alone gives the task (of a sweep: the sweep itself); with <see cref="SubTaskId"/>, the sub-task,
/// also one that is still Queued. A job, task or sub-task that does not exist is an error.
/// </summary>
/// <param name="JobId">The job.</param>
/// <param name="TaskId">The task, or null for all.</param>
/// <param name="SubTaskId">The sub-task; needs <paramref name="TaskId"/>.</param>
/// <param name="State">Tasks in one of these states; null for all.</param>
public sealed record GetTask(int JobId, int? TaskId, int? SubTaskId, TaskState? State) : ISchedulerQuery<HpcTask>;
