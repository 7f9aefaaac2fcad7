using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="RemoveJobTemplate"/>.</summary>
internal sealed class RemoveJobTemplateHandler(SchedulerLoop loop)
{
    public Task<Done> HandleAsync(RemoveJobTemplate request, Caller caller, CancellationToken cancellation) =>
        loop.AskAsync(core => core.Handle(request, caller));
}
