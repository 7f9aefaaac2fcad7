using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="CopyJobTemplate"/>.</summary>
internal sealed class CopyJobTemplateHandler(SchedulerLoop loop, HostFolder folder)
{
    public async Task<HpcJobTemplate> HandleAsync(CopyJobTemplate request, Caller caller, CancellationToken cancellation) =>
        JobTemplateView.Of(await loop.AskAsync(core => core.Handle(request, caller)).ConfigureAwait(false), folder);
}
