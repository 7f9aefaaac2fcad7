using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="StopTask"/>.</summary>
internal sealed class StopTaskHandler(SchedulerLoop loop, HostFolder folder)
{
    public async Task<HpcTask> HandleAsync(StopTask request, Caller caller, CancellationToken cancellation) =>
        TaskView.Of(await loop.AskAsync(core => core.Handle(request, caller)).ConfigureAwait(false), folder);
}
