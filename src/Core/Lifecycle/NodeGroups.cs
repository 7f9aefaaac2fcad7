using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Finds the node group and the nodes that a request names, and refuses those that cannot change.</summary>
internal static class NodeGroups
{
    /// <summary>A group by its name or its number.</summary>
    /// <exception cref="SchedulerException">HpcUnknownNodeGroup.</exception>
    public static NodeGroupRecord Find(Turn turn, string? name, int? id)
    {
        var group = name is not null
            ? turn.Ledger.FindNodeGroup(name)
            : turn.Ledger.NodeGroups.FirstOrDefault(group => group.Id == id);
        return group ?? throw new SchedulerException(SchedulerErrors.UnknownNodeGroup, (object?)name ?? id, (object?)name ?? id);
    }

    /// <summary>Refuses a group that the scheduler keeps by itself.</summary>
    /// <exception cref="SchedulerException">HpcNodeGroupBuiltIn.</exception>
    public static void RefuseBuiltIn(NodeGroupRecord group, string what)
    {
        if (group.IsBuiltIn)
            throw new SchedulerException(SchedulerErrors.NodeGroupBuiltIn, group.Name, group.Name, what);
    }

    /// <summary>Refuses a group that a job names which has not ended: its name is all that the job knows of it.</summary>
    /// <exception cref="SchedulerException">HpcNodeGroupInUse.</exception>
    public static void RefuseNamed(Turn turn, NodeGroupRecord group, string what)
    {
        var job = turn.Ledger.Jobs
            .Where(job => !job.Record.State.IsEnded() && Names(job.Record.Properties.NodeGroups, group.Name))
            .MinBy(job => job.Record.Id);
        if (job is not null)
            throw new SchedulerException(SchedulerErrors.NodeGroupInUse, group.Name, group.Name, what, job.Record.Id);
    }

    /// <summary>The names of those nodes that there are, as they are written there: one that is not there is passed over if another is.</summary>
    /// <exception cref="SchedulerException">HpcNodeNotFound, HpcNoNodeNamed.</exception>
    public static IReadOnlyList<string> Nodes(Turn turn, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            throw new SchedulerException(SchedulerErrors.NoNodeNamed, null);
        List<string> there = [.. names.Select(name => turn.Ledger.Nodes.GetValueOrDefault(name)?.Name).OfType<string>()];
        return there.Count > 0 ? there : throw new SchedulerException(SchedulerErrors.NodeNotFound, names[0], names[0]);
    }

    private static bool Names(IReadOnlyList<string>? groups, string name) => groups?.Contains(name, StringComparer.OrdinalIgnoreCase) == true;
}
