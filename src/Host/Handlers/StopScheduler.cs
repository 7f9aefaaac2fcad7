using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="StopScheduler"/>. The host ends once the answer is on its way: <see cref="Verbs"/>.</summary>
internal sealed class StopSchedulerHandler(GetSchedulerHandler scheduler)
{
    public Task<HpcSchedulerInfo> HandleAsync(StopScheduler request, Caller caller, CancellationToken cancellation) =>
        Task.FromResult(scheduler.Describe());
}
