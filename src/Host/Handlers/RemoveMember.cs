using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="RemoveMember"/>.</summary>
internal sealed class RemoveMemberHandler(SchedulerLoop loop)
{
    public Task<Done> HandleAsync(RemoveMember request, Caller caller, CancellationToken cancellation) =>
        loop.AskAsync(core => core.Handle(request, caller));
}
