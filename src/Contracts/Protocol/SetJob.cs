namespace HpcScheduler.Protocol;

/// <summary>Changes a job. What may change depends on its state: docs/lifecycle.md.</summary>
/// <param name="Id">The job.</param>
/// <param name="Properties">The new values; null leaves a value as it is.</param>
public sealed record SetJob(int Id, JobProperties Properties) : ISchedulerRequest<HpcJob>;
