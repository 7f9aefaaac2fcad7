using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="SetJob"/>. Only a change of custom properties submits the job once more; its progress can be said at any time.</summary>
internal sealed class SetJobHandler(SchedulerLoop loop, SubmittedJob submitted, HostFolder folder)
{
    public async Task<HpcJob> HandleAsync(SetJob request, Caller caller, CancellationToken cancellation) =>
        request.Properties.CustomProperties is null
            ? JobView.Of(await loop.AskAsync(core => core.Handle(request, caller)).ConfigureAwait(false), folder)
            : await submitted.AnswerAsync(core => core.Handle(request, caller), cancellation).ConfigureAwait(false);
}
