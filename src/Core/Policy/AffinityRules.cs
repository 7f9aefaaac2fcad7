using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>
/// Which processors a task is bound to (scheduler reference, section 7.4). Of a node that is only a part of its machine a task never leaves the
/// processors, unless nothing is bound there at all.
/// </summary>
public static class AffinityRules
{
    /// <summary>The numbers of the processors, those of all its nodes together; null for none in particular.</summary>
    internal static IReadOnlyList<int>? ProcessorsOf(Turn turn, JobRecord job, TaskRecord task)
    {
        var processors = new List<int>();
        var first = 0;
        foreach (var share in task.Shares)
        {
            var ids = task.AllocatedCoreIds.Skip(first).Take(share.Cores).ToList();
            first += share.Cores;
            if (!turn.Ledger.Nodes.TryGetValue(share.Node, out var node)
                || ProcessorsOf(node.Record, ids, job.Properties.Exclusive == true, turn.Ledger.ClusterProperties.AffinityType) is not { } here)
            {
                return null;
            }

            processors.AddRange(here);
        }

        return processors.Count > 0 ? processors : null;
    }

    /// <summary>The numbers of the processors; null for none in particular.</summary>
    /// <param name="node">Where it runs. What is said of the node itself counts more than the cluster property.</param>
    /// <param name="coreIds">The numbers, on the node, of the cores that it was given.</param>
    /// <param name="isExclusive">Whether its job has the node for itself.</param>
    /// <param name="type">The cluster property AffinityType.</param>
    public static IReadOnlyList<int>? ProcessorsOf(NodeRecord node, IReadOnlyList<int> coreIds, bool isExclusive, AffinityMode type)
    {
        if (!(node.Affinity ?? type != AffinityMode.NoJobs))
            return null;
        var ofNode = node.CoreIds.Count > 0 ? node.CoreIds : null;
        var count = ofNode?.Count ?? node.Cores;
        // One that has all of them, or shares them because there are fewer than are given out, is not bound further.
        if (coreIds.Count == 0 || coreIds.Count >= count || node.UsableCores > count || coreIds.Any(id => id >= count))
            return ofNode;
        if (isExclusive && node.Affinity is null && type == AffinityMode.NonExclusiveJobs)
            return ofNode;
        return ofNode is null ? coreIds : [.. coreIds.Select(id => ofNode[id])];
    }
}
