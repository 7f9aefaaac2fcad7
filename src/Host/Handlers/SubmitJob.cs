using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="SubmitJob"/>.</summary>
internal sealed class SubmitJobHandler(SubmittedJob submitted)
{
    public Task<HpcJob> HandleAsync(SubmitJob request, Caller caller, CancellationToken cancellation) =>
        submitted.AnswerAsync(core => core.Handle(request, caller), cancellation);
}
