namespace HpcScheduler.Protocol;

/// <summary>Submits a task that is Configuring. In a job that is Configuring itself the task waits for the job's own submission.</summary>
/// <param name="JobId">The job.</param>
/// <param name="TaskId">The task.</param>
public sealed record SubmitTask(int JobId, int TaskId) : ISchedulerRequest<HpcTask>;
