using HpcScheduler.Core.Policy;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Takes away a node that is Offline, and out of every group (cmdlets reference, section 5.4).</summary>
internal static class RemoveNodeRules
{
    public static void Handle(Turn turn, RemoveNode request, Caller caller)
    {
        Permissions.Check<RemoveNode>(caller);
        var node = turn.Node(request.Name);
        if (node.Record.State != NodeState.Offline)
            throw new SchedulerException(SchedulerErrors.NodeNotOffline, node.Name, node.Name, node.Record.State);
        if (node.Jobs > 0 || node.FencedCores.Count > 0)
            throw new SchedulerException(SchedulerErrors.NodeNotOffline, node.Name, node.Name, "Offline, but what ran there is not gone yet");
        TextRules.Length(nameof(request.Comment), request.Comment, Limits.NodeComment);
        turn.Ledger.DeleteNode(node.Name);
        NodeHistory.Note(turn, node.Name, NodeEvent.Removed, request.Comment);
    }
}
