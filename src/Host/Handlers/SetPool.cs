using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="SetPool"/>.</summary>
internal sealed class SetPoolHandler(SchedulerLoop loop, HostFolder folder)
{
    public Task<HpcPool> HandleAsync(SetPool request, Caller caller, CancellationToken cancellation) =>
        loop.AskAsync(core => PoolView.Of(core, core.Handle(request, caller), folder));
}
