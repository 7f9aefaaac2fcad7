namespace HpcScheduler.Protocol;

/// <summary>
/// Stops the host. Running tasks go on and are adopted by the next host. The reply is sent before the host ends; it has ended
/// when its socket is closed.
/// </summary>
/// <param name="Force">Do not wait for the answers that other callers still wait for.</param>
public sealed record StopScheduler(bool Force) : ISchedulerRequest<HpcSchedulerInfo>;
