using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Puts nodes into a group (cmdlets reference, section 5.6).</summary>
internal static class AddGroupRules
{
    public static NodeGroupRecord Handle(Turn turn, AddGroup request, Caller caller)
    {
        var target = (object?)request.Name ?? request.Id;
        NodePropertyRules.Permit(caller, target, $"change node group {target}");
        var before = NodeGroups.Find(turn, request.Name, request.Id);
        NodeGroups.RefuseBuiltIn(before, "changed");
        var nodes = NodeGroups.Nodes(turn, request.Nodes);
        var group = before with { Nodes = [.. before.Nodes.Union(nodes, StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)] };
        turn.Ledger.Put(group);
        return group;
    }
}
