using HpcScheduler.Core;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="SetNodeState"/>.</summary>
internal sealed class SetNodeStateHandler(SchedulerLoop loop, StoreReader reader, HostFolder folder)
{
    public async Task<HpcNode> HandleAsync(SetNodeState request, Caller caller, CancellationToken cancellation)
    {
        var node = await loop.AskAsync(core => core.Handle(request, caller)).ConfigureAwait(false);
        return new NodeViews(loop, reader, folder).Of(node);
    }
}
