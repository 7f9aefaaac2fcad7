using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="StopJob"/>.</summary>
internal sealed class StopJobHandler(SchedulerLoop loop, HostFolder folder)
{
    public async Task<HpcJob> HandleAsync(StopJob request, Caller caller, CancellationToken cancellation) =>
        JobView.Of(await loop.AskAsync(core => core.Handle(request, caller)).ConfigureAwait(false), folder);
}
