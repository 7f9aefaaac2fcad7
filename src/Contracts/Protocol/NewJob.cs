namespace HpcScheduler.Protocol;

/// <summary>Makes a job in state Configuring.</summary>
/// <param name="Properties">What the user says of it.</param>
public sealed record NewJob(JobProperties Properties) : ISchedulerRequest<HpcJob>;
