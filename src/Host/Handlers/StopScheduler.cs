using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="StopScheduler"/>; the host ends while the answer is on its way.</summary>
internal sealed class StopSchedulerHandler(GetSchedulerHandler scheduler, Action<bool> stop)
{
    public Task<HpcSchedulerInfo> HandleAsync(StopScheduler request, Caller caller, CancellationToken cancellation)
    {
        var reply = scheduler.Describe();
        stop(request.Force);
        return Task.FromResult(reply);
    }
}
