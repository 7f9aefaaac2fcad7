using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="SetJob"/>.</summary>
internal sealed class SetJobHandler(SchedulerLoop loop, HostFolder folder)
{
    public async Task<HpcJob> HandleAsync(SetJob request, Caller caller, CancellationToken cancellation) =>
        JobView.Of(await loop.AskAsync(core => core.Handle(request, caller)).ConfigureAwait(false), folder);
}
