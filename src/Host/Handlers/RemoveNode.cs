using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="RemoveNode"/>.</summary>
internal sealed class RemoveNodeHandler(SchedulerLoop loop)
{
    public Task<Done> HandleAsync(RemoveNode request, Caller caller, CancellationToken cancellation) =>
        loop.AskAsync(core => core.Handle(request, caller));
}
