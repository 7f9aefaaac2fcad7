using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="RemoveJob"/>.</summary>
internal sealed class RemoveJobHandler(SchedulerLoop loop)
{
    public Task<Done> HandleAsync(RemoveJob request, Caller caller, CancellationToken cancellation) =>
        loop.AskAsync(core => core.Handle(request, caller));
}
