using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="WaitNode"/>: the nodes as they are now, then as they change, until all are in the state.</summary>
internal sealed class WaitNodeHandler(SchedulerLoop loop, StoreReader reader, HostFolder folder)
{
    public async IAsyncEnumerable<Line<HpcNode>> HandleAsync(WaitNode request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // What is told last of each; a node whose jobs come and go is told only when it is another record.
        var waiting = request.Names.Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(name => name, _ => (object?)null, StringComparer.OrdinalIgnoreCase);
        using var follower = loop.Feed.Follow([], nodes: waiting.Keys);
        while (true)
        {
            var views = new NodeViews(loop, reader, folder);
            foreach (var name in waiting.Keys.ToList())
            {
                var node = loop.Nodes.FirstOrDefault(node => node.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
                if (node is null)
                {
                    waiting.Remove(name);
                    yield return new Line<HpcNode> { Problem = Problem.From(new SchedulerException(SchedulerErrors.NodeNotFound, name, name)) };
                }
                else if (!node.Equals(waiting[name]))
                {
                    waiting[name] = node;
                    if (NodeViews.StateOf(node) == request.State)
                        waiting.Remove(name);
                    yield return new Line<HpcNode> { Item = views.Of(node) };
                }
            }

            if (waiting.Count == 0)
                yield break;
            await follower.NextAsync(cancellation).ConfigureAwait(false);
        }
    }
}
