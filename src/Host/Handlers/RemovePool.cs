using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="RemovePool"/>.</summary>
internal sealed class RemovePoolHandler(SchedulerLoop loop)
{
    public Task<Done> HandleAsync(RemovePool request, Caller caller, CancellationToken cancellation) =>
        loop.AskAsync(core => core.Handle(request, caller));
}
