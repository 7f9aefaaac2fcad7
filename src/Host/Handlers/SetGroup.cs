using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="SetGroup"/>.</summary>
internal sealed class SetGroupHandler(SchedulerLoop loop, HostFolder folder)
{
    public async Task<HpcGroup> HandleAsync(SetGroup request, Caller caller, CancellationToken cancellation) =>
        GroupView.Of(await loop.AskAsync(core => core.Handle(request, caller)).ConfigureAwait(false), folder);
}
