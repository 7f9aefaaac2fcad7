using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="SetClusterProperty"/>.</summary>
internal sealed class SetClusterPropertyHandler(SchedulerLoop loop)
{
    public Task<SetClusterPropertyReply> HandleAsync(SetClusterProperty request, Caller caller, CancellationToken cancellation) =>
        loop.AskAsync(core => core.Handle(request, caller));
}
