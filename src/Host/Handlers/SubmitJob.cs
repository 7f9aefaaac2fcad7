using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="SubmitJob"/>.</summary>
internal sealed class SubmitJobHandler(SchedulerLoop loop, HostFolder folder)
{
    public async Task<HpcJob> HandleAsync(SubmitJob request, Caller caller, CancellationToken cancellation) =>
        JobView.Of(await loop.AskAsync(core => core.Handle(request, caller)).ConfigureAwait(false), folder);
}
