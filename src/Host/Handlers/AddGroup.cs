using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="AddGroup"/>.</summary>
internal sealed class AddGroupHandler(SchedulerLoop loop, HostFolder folder)
{
    public async Task<HpcGroup> HandleAsync(AddGroup request, Caller caller, CancellationToken cancellation) =>
        GroupView.Of(await loop.AskAsync(core => core.Handle(request, caller)).ConfigureAwait(false), folder);
}
