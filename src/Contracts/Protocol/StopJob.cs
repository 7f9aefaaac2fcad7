namespace HpcScheduler.Protocol;

/// <summary>
/// Cancels or finishes a job. The reply tells that the request is stored, not that the job has ended.
/// </summary>
/// <param name="Id">The job.</param>
/// <param name="Message">At most <see cref="Limits.Message"/> characters, may be empty; becomes the job's ErrorMessage.</param>
/// <param name="Force">Kill at once: no grace period, no node release.</param>
/// <param name="Graceful">Start nothing new, let running tasks end by themselves.</param>
/// <param name="Finish">The end state is Finished instead of Canceled.</param>
public sealed record StopJob(int Id, string Message, bool Force, bool Graceful, bool Finish) : ISchedulerRequest<HpcJob>;
