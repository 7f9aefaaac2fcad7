using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Writes down what happens to nodes: who did what, when and why (scheduler reference, section 1.1, NodeEvent).</summary>
internal static class NodeHistory
{
    public static void Note(Turn turn, string node, NodeEvent @event, string comment = "") => turn.Ledger.Put(new NodeHistoryRecord
    {
        NodeName = node,
        Event = @event,
        EventTime = turn.Now,
        Actor = turn.Caller?.Name ?? "",
        Comment = comment,
    });

    /// <summary>What it is called that a node is in a state.</summary>
    public static NodeEvent EventOf(NodeState state) => state switch
    {
        NodeState.Online => NodeEvent.Online,
        NodeState.Draining => NodeEvent.Draining,
        _ => NodeEvent.Offline,
    };
}
