using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="AddPool"/>.</summary>
internal sealed class AddPoolHandler(SchedulerLoop loop, HostFolder folder)
{
    public Task<HpcPool> HandleAsync(AddPool request, Caller caller, CancellationToken cancellation) =>
        loop.AskAsync(core => PoolView.Of(core, core.Handle(request, caller), folder));
}
