using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="NewGroup"/>.</summary>
internal sealed class NewGroupHandler(SchedulerLoop loop, HostFolder folder)
{
    public async Task<HpcGroup> HandleAsync(NewGroup request, Caller caller, CancellationToken cancellation) =>
        GroupView.Of(await loop.AskAsync(core => core.Handle(request, caller)).ConfigureAwait(false), folder);
}
