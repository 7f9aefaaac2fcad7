using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>Whether there are nodes that a job could run on, whatever their state (scheduler reference, sections 6.1 and 6.8).</summary>
internal static class NodeRules
{
    /// <summary>Refuses groups that do not exist.</summary>
    /// <exception cref="SchedulerException">HpcUnknownNodeGroup.</exception>
    public static void CheckGroups(Ledger ledger, IReadOnlyList<string>? groups)
    {
        if (groups?.FirstOrDefault(group => ledger.FindNodeGroup(group) is null) is { } unknown)
            throw new SchedulerException(SchedulerErrors.UnknownNodeGroup, unknown, unknown);
    }

    /// <summary>The error of a job that names a node or group that does not exist, or for which no nodes are fit; null if it could run.</summary>
    public static SchedulerException? Check(Ledger ledger, JobRecord job)
    {
        var properties = job.Properties;
        if (properties.NodeGroupOp is not (null or JobNodeGroupOp.NA) && properties.NodeGroups is not { Count: > 0 })
            return new SchedulerException(SchedulerErrors.NodeGroupOpWithoutGroups, job.Id, job.Id);
        if (properties.NodeGroups?.FirstOrDefault(group => ledger.FindNodeGroup(group) is null) is { } group)
            return new SchedulerException(SchedulerErrors.UnknownNodeGroup, group, group);
        if (properties.RequestedNodes?.FirstOrDefault(name => !ledger.Nodes.ContainsKey(name)) is { } unknown)
            return new SchedulerException(SchedulerErrors.NodeNotFound, unknown, unknown);
        if (ledger.ClusterProperties.DisableResourceValidation)
            return null;
        return Lack(ledger, job, properties) is { } why ? new SchedulerException(SchedulerErrors.NoNodeFits, job.Id, job.Id, why) : null;
    }

    /// <summary>Whether a job could have its minimum with these properties.</summary>
    public static bool CouldRun(Ledger ledger, JobRecord job, JobProperties properties) => Lack(ledger, job, properties) is null;

    /// <summary>Why a job may not run on a node; null if it may. Groups are not looked at.</summary>
    public static string? Unfit(JobProperties job, NodeRecord node)
    {
        foreach (var constraint in NodeConstraint.All)
        {
            if (constraint.Unfit(job, node) is { } why)
                return why;
        }

        return null;
    }

    private static string? Lack(Ledger ledger, JobRecord job, JobProperties properties)
    {
        var unit = UnitRules.Of(properties);
        var sets = NodeCandidates.Of(ledger, properties).Sets;
        var most = 0;
        foreach (var set in sets)
        {
            var counts = set.Select(node => UnitRules.Available(unit, node.Record)).DefaultIfEmpty(0);
            most = (int)Math.Max(most, Math.Min(properties.SingleNode == true ? counts.Max() : counts.Sum(count => (long)count), int.MaxValue));
        }

        if (most >= job.MinUnits)
            return null;
        if (sets.Any(set => set.Count > 0))
        {
            return properties.SingleNode == true
                ? $"it needs {job.MinUnits} {UnitRules.Word(unit)}s on a single node, and the largest that it may use has {most}"
                : $"it needs {job.MinUnits} {UnitRules.Word(unit)}s, and the nodes that it may use have {most}";
        }

        return ledger.Nodes.Values.Select(node => Unfit(properties, node.Record)).FirstOrDefault(why => why is not null)
            ?? (ledger.Nodes.Count == 0 ? "there is no node" : "no node is in its node groups");
    }
}
