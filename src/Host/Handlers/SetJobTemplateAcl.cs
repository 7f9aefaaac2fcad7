using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="SetJobTemplateAcl"/>.</summary>
internal sealed class SetJobTemplateAclHandler(SchedulerLoop loop)
{
    public Task<Done> HandleAsync(SetJobTemplateAcl request, Caller caller, CancellationToken cancellation) =>
        loop.AskAsync(core => core.Handle(request, caller));
}
