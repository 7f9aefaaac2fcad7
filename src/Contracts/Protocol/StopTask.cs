namespace HpcScheduler.Protocol;

/// <summary>Cancels or finishes a task or sub-task. The reply tells that the request is stored, not that the task has ended.</summary>
/// <param name="JobId">The job.</param>
/// <param name="TaskId">The task.</param>
/// <param name="SubTaskId">The sub-task, 0 for the task itself (of a sweep: all of it).</param>
/// <param name="Message">At most <see cref="Limits.Message"/> characters, may be empty; becomes the task's ErrorMessage.</param>
/// <param name="Force">Kill at once: no grace period.</param>
/// <param name="Finish">The end state is Finished.</param>
public sealed record StopTask(int JobId, int TaskId, int SubTaskId, string Message, bool Force, bool Finish) : ISchedulerRequest<HpcTask>;
