namespace HpcScheduler.Protocol;

/// <summary>Changes a task that is Configuring.</summary>
/// <param name="JobId">The job.</param>
/// <param name="TaskId">The task.</param>
/// <param name="Properties">The new values; null leaves a value as it is.</param>
public sealed record SetTask(int JobId, int TaskId, TaskProperties Properties) : ISchedulerRequest<HpcTask>;
