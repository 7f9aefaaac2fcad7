using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Takes a node offline or online (scheduler reference, sections 2.3, T18, and 7.1).</summary>
internal static class SetNodeStateRules
{
    public static NodeRecord Handle(Turn turn, SetNodeState request, Caller caller)
    {
        if (!caller.IsAdministrator)
            throw new SchedulerException(SchedulerErrors.PermissionDenied, request.Name, caller.Name, $"change the state of node {request.Name}");
        var node = turn.Node(request.Name);
        if (!Enum.IsDefined(request.State))
            throw new SchedulerException(SchedulerErrors.ValueOutOfRange, request.State, "State", request.State, "Online or Offline");
        if (request.State == NodeState.Online)
        {
            Put(turn, node, NodeState.Online);
        }
        else if (request.Force)
        {
            Put(turn, node, NodeState.Offline);
            NodeLeaving.KillAll(turn, node);
        }
        else if (node.IsOnline)
        {
            // What jobs hold there and do not use goes in this turn's round, and the node is Offline after it if that was all.
            Put(turn, node, node.Jobs == 0 ? NodeState.Offline : NodeState.Draining);
        }

        return node.Record;
    }

    private static void Put(Turn turn, NodeEntry node, NodeState state)
    {
        if (node.Record.State != state)
            turn.Ledger.Put(node.Record with { State = state });
    }
}
