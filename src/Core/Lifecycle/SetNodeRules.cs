using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Changes what is said of a node (cmdlets reference, section 5.2).</summary>
internal static class SetNodeRules
{
    private const NodeRole AllRoles = NodeRole.ComputeNode | NodeRole.BrokerNode | NodeRole.WorkstationNode;

    public static NodeRecord Handle(Turn turn, SetNode request, Caller caller)
    {
        NodePropertyRules.Permit(caller, request.Name, $"change node {request.Name}");
        var before = turn.Node(request.Name).Record;
        NodePropertyRules.Description(request.Description);
        var node = before with
        {
            Description = request.Description ?? before.Description,
            Location = request.Location is null ? before.Location : NodeLocation.Check(request.Location),
            Role = Role(before, request.Role),
            SubscribedCores = Subscribed(nameof(request.SubscribedCores), request.SubscribedCores, before.SubscribedCores),
            SubscribedSockets = Subscribed(nameof(request.SubscribedSockets), request.SubscribedSockets, before.SubscribedSockets),
            Affinity = request.ClearAffinity ? null : request.Affinity ?? before.Affinity,
        };
        if (request.SubscribedCores is not null || request.SubscribedSockets is not null)
            NodePropertyRules.Sockets(node);
        if (node != before)
            turn.Ledger.Put(node);
        return node;
    }

    private static NodeRole Role(NodeRecord node, NodeRole? role)
    {
        if (role is not { } wanted || wanted == node.Role)
            return node.Role;
        if ((wanted & ~AllRoles) != 0)
            throw new SchedulerException(SchedulerErrors.ValueOutOfRange, wanted, nameof(Role), wanted, string.Join(", ", Enum.GetNames<NodeRole>()));
        return node.State == NodeState.Offline
            ? wanted
            : throw new SchedulerException(SchedulerErrors.NodePropertyNotModifiable, node.Name, node.Name, node.State, nameof(Role));
    }

    private static int? Subscribed(string parameter, int? wanted, int? before) => wanted switch
    {
        null => before,
        0 => null,
        > 0 and <= Limits.SubscribedCores => wanted,
        _ => throw new SchedulerException(
            SchedulerErrors.ValueOutOfRange, wanted, parameter, wanted, $"a whole number from 1 to {Limits.SubscribedCores}, or 0 for those that the node has"),
    };
}
