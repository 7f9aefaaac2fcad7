using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Makes a node group without nodes (cmdlets reference, section 5.6).</summary>
internal static class NewGroupRules
{
    public static NodeGroupRecord Handle(Turn turn, NewGroup request, Caller caller)
    {
        NodePropertyRules.Permit(caller, request.Name, $"make node group {request.Name}");
        NodePropertyRules.GroupName(request.Name);
        NodePropertyRules.Description(request.Description);
        if (turn.Ledger.FindNodeGroup(request.Name) is not null)
            throw new SchedulerException(SchedulerErrors.NodeGroupExists, request.Name, request.Name);
        var group = new NodeGroupRecord(turn.Ledger.NextNodeGroupId, request.Name) { Description = request.Description };
        turn.Ledger.Put(group);
        return group;
    }
}
