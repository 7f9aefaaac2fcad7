using HpcScheduler.Core;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="SetNode"/>.</summary>
internal sealed class SetNodeHandler(SchedulerLoop loop, StoreReader reader, HostFolder folder)
{
    public async Task<HpcNode> HandleAsync(SetNode request, Caller caller, CancellationToken cancellation)
    {
        var node = await loop.AskAsync(core => core.Handle(request, caller)).ConfigureAwait(false);
        return new NodeViews(loop, reader, folder).Of(node);
    }
}
