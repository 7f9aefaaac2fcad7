using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="RemoveGroup"/>.</summary>
internal sealed class RemoveGroupHandler(SchedulerLoop loop)
{
    public Task<Done> HandleAsync(RemoveGroup request, Caller caller, CancellationToken cancellation) =>
        loop.AskAsync(core => core.Handle(request, caller));
}
