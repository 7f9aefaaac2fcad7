using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Nodes that somebody waits for.</summary>
/// <param name="nodes">The nodes.</param>
/// <param name="state">The state that is waited for.</param>
/// <param name="cancellation">Ends the waiting.</param>
internal sealed class NodeWait(IReadOnlyCollection<NodeRef> nodes, ClusterNodeState state, CancellationToken cancellation)
    : Wait<NodeRef, HpcNode>(nodes, Queries(nodes, state), cancellation)
{
    protected override NodeRef Reference(SchedulerClient client, HpcNode item) => new(client, item.Name);

    protected override (SchedulerClient Client, IReadOnlyList<string> Texts) Names(NodeRef reference) => (reference.Client, [reference.Name]);

    private static IEnumerable<(SchedulerClient Client, ISchedulerQuery<HpcNode> Query)> Queries(
        IEnumerable<NodeRef> nodes, ClusterNodeState state) => nodes
            .GroupBy(node => node.Client, node => node.Name)
            .Select(group => (group.Key, (ISchedulerQuery<HpcNode>)new WaitNode(group.ToList(), state)));
}
