using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Changes the name or the description of a node group (cmdlets reference, section 5.6).</summary>
internal static class SetGroupRules
{
    public static NodeGroupRecord Handle(Turn turn, SetGroup request, Caller caller)
    {
        NodePropertyRules.Permit(caller, request.Id, $"change node group {request.Id}");
        var before = NodeGroups.Find(turn, null, request.Id);
        NodeGroups.RefuseBuiltIn(before, "changed");
        NodePropertyRules.Description(request.Description);
        if (request.Name is { } name && name != before.Name)
            CheckName(turn, before, name);
        var group = before with { Name = request.Name ?? before.Name, Description = request.Description ?? before.Description };
        turn.Ledger.Put(group);
        return group;
    }

    private static void CheckName(Turn turn, NodeGroupRecord group, string name)
    {
        NodePropertyRules.GroupName(name);
        if (turn.Ledger.FindNodeGroup(name) is { } other && other.Id != group.Id)
            throw new SchedulerException(SchedulerErrors.NodeGroupExists, name, name);
        // Jobs name groups in letters of either case.
        if (!name.Equals(group.Name, StringComparison.OrdinalIgnoreCase))
            NodeGroups.RefuseNamed(turn, group, "renamed");
    }
}
