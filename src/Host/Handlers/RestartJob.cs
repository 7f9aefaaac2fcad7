using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="RestartJob"/>.</summary>
internal sealed class RestartJobHandler(SubmittedJob submitted)
{
    public Task<HpcJob> HandleAsync(RestartJob request, Caller caller, CancellationToken cancellation) =>
        submitted.AnswerAsync(core => core.Handle(request, caller), cancellation);
}
