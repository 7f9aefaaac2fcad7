namespace HpcScheduler.Protocol;

/// <summary>
/// Queues tasks of a job again; one that runs is stopped first. A job that ended Failed or Canceled is queued again with them, and its
/// other tasks stay as they are.
/// </summary>
/// <param name="JobId">The job.</param>
/// <param name="TaskId">The task; 0 with <paramref name="Failed"/> for all tasks of the job.</param>
/// <param name="SubTaskId">The sub-task, 0 for the task itself (of a sweep: all sub-tasks that are not Finished).</param>
/// <param name="Failed">Only what is Failed; nothing failed is no error.</param>
public sealed record RestartTask(int JobId, int TaskId, int SubTaskId, bool Failed) : ISchedulerRequest<HpcJob>;
