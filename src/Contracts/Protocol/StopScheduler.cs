namespace HpcScheduler.Protocol;

/// <summary>
/// Stops the host. Running tasks go on and are adopted by the next host. Requests that were taken are answered; callers who wait for jobs
/// get HpcSchedulerStopping. The reply is sent before the host ends; it has ended when its process is gone.
/// </summary>
/// <param name="Force">Let other callers go without an answer.</param>
public sealed record StopScheduler(bool Force) : ISchedulerRequest<HpcSchedulerInfo>;
