namespace HpcScheduler.Protocol;

/// <summary>Deletes a job that has ended, or was never submitted, with its tasks, their output and its history.</summary>
/// <param name="Id">The job.</param>
public sealed record RemoveJob(int Id) : ISchedulerRequest<Done>;
