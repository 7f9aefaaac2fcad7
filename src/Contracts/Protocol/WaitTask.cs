namespace HpcScheduler.Protocol;

/// <summary>
/// Follows one task: as it is now, then again at each change, until it has ended. Then the reply ends.
/// </summary>
/// <param name="JobId">The job.</param>
/// <param name="TaskId">The task.</param>
/// <param name="SubTaskId">The sub-task, 0 for the task itself.</param>
public sealed record WaitTask(int JobId, int TaskId, int SubTaskId) : ISchedulerQuery<HpcTask>;
