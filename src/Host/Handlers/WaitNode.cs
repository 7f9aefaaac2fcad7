using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="WaitNode"/>: the nodes as they are now, then as they change, until all are in the state.</summary>
internal sealed class WaitNodeHandler(SchedulerLoop loop, StoreReader reader, HostFolder folder)
{
    public async IAsyncEnumerable<Line<HpcNode>> HandleAsync(WaitNode request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // What was told last of each.
        var waiting = request.Names.Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(name => name, _ => (NodeRecord?)null, StringComparer.OrdinalIgnoreCase);
        using var follower = loop.Feed.Follow(Holders(waiting.Keys), nodes: waiting.Keys);
        while (true)
        {
            var views = new NodeViews(loop, reader, folder);
            foreach (var name in waiting.Keys.ToList())
            {
                if (Look(name, views, waiting, request.State) is { } line)
                    yield return line;
            }

            if (waiting.Count == 0)
                yield break;
            await follower.NextAsync(cancellation).ConfigureAwait(false);
        }
    }

    // News of a node; it is not waited for any longer if it is where it is waited for, or gone.
    private Line<HpcNode>? Look(string name, NodeViews views, Dictionary<string, NodeRecord?> waiting, ClusterNodeState state)
    {
        if (Find(name) is not { } record)
        {
            waiting.Remove(name);
            return new Line<HpcNode> { Problem = Problem.From(new SchedulerException(SchedulerErrors.NodeNotFound, name, name)) };
        }

        var node = views.Of(record);
        // What was killed on a node that was taken offline by force may not be gone yet.
        if (node.NodeState == state && (state != ClusterNodeState.Offline || node.JobIds.Count == 0))
            waiting.Remove(name);
        else if (record == waiting[name])
            return null;
        else
            waiting[name] = record;
        return new Line<HpcNode> { Item = node };
    }

    // No job comes to a node that is on its way offline, so these are all that may hold it.
    private HashSet<int> Holders(IEnumerable<string> names)
    {
        var views = new NodeViews(loop, reader, folder);
        return [.. names.Select(Find).OfType<NodeRecord>().SelectMany(node => views.Of(node).JobIds)];
    }

    private NodeRecord? Find(string name) => loop.Nodes.FirstOrDefault(node => node.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
