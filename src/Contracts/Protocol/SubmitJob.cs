namespace HpcScheduler.Protocol;

/// <summary>Submits a job that is Configuring, or queues a Canceled or Failed one again.</summary>
/// <param name="Id">The job.</param>
public sealed record SubmitJob(int Id) : ISchedulerRequest<HpcJob>;
