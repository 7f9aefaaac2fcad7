using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Takes a node offline or online (scheduler reference, sections 2.3, T18, and 7.1).</summary>
internal static class SetNodeStateRules
{
    public static NodeRecord Handle(Turn turn, SetNodeState request, Caller caller)
    {
        Permissions.Check<SetNodeState>(caller);
        var node = turn.Node(request.Name);
        if (!Enum.IsDefined(request.State))
            throw new SchedulerException(SchedulerErrors.ValueOutOfRange, request.State, "State", request.State, "Online or Offline");
        TextRules.Length(nameof(request.Comment), request.Comment, Limits.NodeComment);
        if (request.State == NodeState.Online)
        {
            Put(NodeState.Online);
        }
        else if (request.Force)
        {
            Put(NodeState.Offline);
            NodeLeaving.KillAll(turn, node);
        }
        else if (node.IsOnline)
        {
            // What jobs hold there and do not use goes in this turn's round, and the node is Offline after it if that was all.
            Put(node.Jobs == 0 ? NodeState.Offline : NodeState.Draining);
        }

        return node.Record;

        void Put(NodeState state)
        {
            if (node.Record.State != state)
                turn.Ledger.Put(node.Record with { State = state }, request.Comment);
        }
    }
}
