using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="NewJob"/>.</summary>
internal sealed class NewJobHandler(SchedulerLoop loop, HostFolder folder)
{
    public async Task<HpcJob> HandleAsync(NewJob request, Caller caller, CancellationToken cancellation) =>
        JobView.Of(await loop.AskAsync(core => core.Handle(request, caller)).ConfigureAwait(false), folder);
}
