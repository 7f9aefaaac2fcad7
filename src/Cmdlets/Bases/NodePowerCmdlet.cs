using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// A cmdlet that does to nodes what power does on HPC Pack. Nodes here are parts of one machine, which goes on: what runs on a node is killed, and it
/// takes no work until it is online again.
/// </summary>
public abstract class NodePowerCmdlet : NodeSelectionCmdlet
{
    private readonly HashSet<NodeRef> _accepted = [];

    /// <summary>Asks for a state; a node that was asked is waited for.</summary>
    private protected void Ask(NodeRef reference, NodeState state, string comment)
    {
        if (TrySend(reference.Client, new SetNodeState(reference.Name, state, Force: state == NodeState.Offline, comment), reference.Name, out _))
            _accepted.Add(reference);
    }

    /// <summary>Waits until all that were asked are there.</summary>
    /// <returns>Those that are.</returns>
    private protected IReadOnlyList<NodeRef> Settle(ClusterNodeState state)
    {
        var there = new List<NodeRef>();
        var wait = new NodeWait(_accepted, state, StopToken);
        Follow(wait, new NodeProgress(MyInvocation.MyCommand.Name, wait.Count), any: false, null, (reference, node) =>
        {
            if (node.NodeState == state && (state != ClusterNodeState.Offline || node.JobIds.Count == 0))
            {
                there.Add(reference);
                return Outcome.Reached;
            }

            if (state == ClusterNodeState.Offline && node.NodeState != ClusterNodeState.Online)
                return Outcome.Pending;
            Fail(new SchedulerException(SchedulerErrors.NodeStateMissed, node.Name, node.Name, state, node.NodeState), node.Name);
            return Outcome.Missed;
        });
        _accepted.Clear();
        return there;
    }
}
