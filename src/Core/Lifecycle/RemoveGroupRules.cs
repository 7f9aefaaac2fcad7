using HpcScheduler.Core.Policy;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Takes nodes out of a group, or deletes it (cmdlets reference, section 5.6).</summary>
internal static class RemoveGroupRules
{
    public static void Handle(Turn turn, RemoveGroup request, Caller caller)
    {
        var target = (object?)request.Name ?? request.Id;
        NodePropertyRules.Permit(caller, target, $"{(request.Nodes is null ? "remove" : "change")} node group {target}");
        var group = NodeGroups.Find(turn, request.Name, request.Id);
        if (request.Nodes is null)
        {
            NodeGroups.RefuseBuiltIn(group, "removed");
            NodeGroups.RefuseNamed(turn, group, "removed");
            turn.Ledger.DeleteNodeGroup(group.Id);
            return;
        }

        NodeGroups.RefuseBuiltIn(group, "changed");
        var nodes = NodeGroups.Nodes(turn, request.Nodes);
        turn.Ledger.Put(group with { Nodes = [.. group.Nodes.Except(nodes, StringComparer.OrdinalIgnoreCase)] });
    }
}
