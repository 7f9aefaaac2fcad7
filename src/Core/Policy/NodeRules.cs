using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>Which nodes a job may run on (scheduler reference, section 6.8).</summary>
internal static class NodeRules
{
    // The one node is the head node and computes.
    private static readonly string[] Groups = ["ComputeNodes", "HeadNodes"];

    /// <summary>Refuses groups that do not exist.</summary>
    /// <exception cref="SchedulerException">HpcUnknownNodeGroup.</exception>
    public static void CheckGroups(IReadOnlyList<string>? groups)
    {
        if (groups?.FirstOrDefault(group => !Groups.Contains(group, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new SchedulerException(SchedulerErrors.UnknownNodeGroup, unknown, unknown);
    }

    /// <summary>The error of a job that may not run on the node, or names one that does not exist; null if it may.</summary>
    public static SchedulerException? Check(JobRecord job, NodeRecord node)
    {
        var properties = job.Properties;
        if (properties.NodeGroupOp is not (null or JobNodeGroupOp.NA) && properties.NodeGroups is not { Count: > 0 })
            return new SchedulerException(SchedulerErrors.NodeGroupOpWithoutGroups, job.Id, job.Id);
        if (properties.RequestedNodes?.FirstOrDefault(name => !Is(node, name)) is { } unknown)
            return new SchedulerException(SchedulerErrors.NodeNotFound, unknown, unknown);
        return Unfit(properties, node) is { } why ? new SchedulerException(SchedulerErrors.NoNodeFits, job.Id, job.Id, why) : null;
    }

    /// <summary>Whether a name is that of the node.</summary>
    public static bool Is(NodeRecord node, string name) => node.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static string? Unfit(JobProperties job, NodeRecord node)
    {
        if (job.ExcludedNodes?.Any(name => Is(node, name)) == true)
            return $"it excludes node {node.Name}";
        if (job.MinCoresPerNode > node.UsableCores)
            return $"node {node.Name} has {node.UsableCores} cores, and MinCoresPerNode is {job.MinCoresPerNode}";
        if (job.MaxCoresPerNode < node.UsableCores)
            return $"node {node.Name} has {node.UsableCores} cores, and MaxCoresPerNode is {job.MaxCoresPerNode}";
        if (node.Memory == 0)
            return null;
        if (job.MinMemoryPerNode > node.Memory)
            return $"node {node.Name} has {node.Memory} MB of memory, and MinMemoryPerNode is {job.MinMemoryPerNode}";
        if (job.MaxMemoryPerNode < node.Memory)
            return $"node {node.Name} has {node.Memory} MB of memory, and MaxMemoryPerNode is {job.MaxMemoryPerNode}";
        return job.EstimatedProcessMemory > node.Memory
            ? $"node {node.Name} has {node.Memory} MB of memory, and EstimatedProcessMemory is {job.EstimatedProcessMemory}"
            : null;
    }
}
