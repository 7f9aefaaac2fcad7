namespace HpcScheduler.Protocol;

/// <summary>Queues a Canceled or Failed job again.</summary>
/// <param name="Id">The job.</param>
public sealed record RestartJob(int Id) : ISchedulerRequest<HpcJob>;
