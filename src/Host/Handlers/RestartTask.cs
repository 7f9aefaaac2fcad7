using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="RestartTask"/>.</summary>
internal sealed class RestartTaskHandler(SubmittedJob submitted)
{
    public Task<HpcJob> HandleAsync(RestartTask request, Caller caller, CancellationToken cancellation) =>
        submitted.AnswerAsync(core => core.Handle(request, caller), cancellation);
}
