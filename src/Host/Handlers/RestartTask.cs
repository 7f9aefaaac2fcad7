using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="RestartTask"/>.</summary>
internal sealed class RestartTaskHandler(SchedulerLoop loop, HostFolder folder)
{
    public async Task<HpcJob> HandleAsync(RestartTask request, Caller caller, CancellationToken cancellation) =>
        JobView.Of(await loop.AskAsync(core => core.Handle(request, caller)).ConfigureAwait(false), folder);
}
