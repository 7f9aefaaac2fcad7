using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="ImportJobTemplate"/>.</summary>
internal sealed class ImportJobTemplateHandler(SchedulerLoop loop, HostFolder folder)
{
    public async Task<HpcJobTemplate> HandleAsync(ImportJobTemplate request, Caller caller, CancellationToken cancellation) =>
        JobTemplateView.Of(await loop.AskAsync(core => core.Handle(request, caller)).ConfigureAwait(false), folder);
}
