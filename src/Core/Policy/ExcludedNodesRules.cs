using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Policy;

/// <summary>Changes the nodes that a job may not run on (scheduler reference, section 5.1, ExcludedNodes; cmdlets reference, section 3.2).</summary>
internal static class ExcludedNodesRules
{
    /// <summary>The new list; null if the request does not change it.</summary>
    /// <exception cref="SchedulerException">HpcExclusionContradiction and those of the single rules.</exception>
    public static IReadOnlyList<string>? Change(Turn turn, JobEntry job, SetJob request)
    {
        var (add, remove, clear) = (request.AddExcludedNodes, request.RemoveExcludedNodes, request.ClearExcludedNodes);
        if ((add is null ? 0 : 1) + (remove is null ? 0 : 1) + (clear ? 1 : 0) > 1)
            throw new SchedulerException(SchedulerErrors.ExclusionContradiction, request.Id);
        if (clear)
            return [];
        if (add is null && remove is null)
            return null;
        var before = job.Record.Properties.ExcludedNodes ?? [];
        // One that was removed since can be taken out of the list.
        var known = remove is null ? [] : before;
        if ((add ?? remove)!.FirstOrDefault(name => !turn.Ledger.Nodes.ContainsKey(name) && !known.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new SchedulerException(SchedulerErrors.ExcludedNodeNotFound, unknown, unknown);
        if (remove is not null)
            return [.. before.Except(remove, StringComparer.OrdinalIgnoreCase)];
        CheckAdd(turn.Ledger, job, add!);
        IReadOnlyList<string> now = [.. before.Union(add!, StringComparer.OrdinalIgnoreCase)];
        var limit = turn.Ledger.ClusterProperties.ExcludedNodesLimit;
        return now.Count <= limit ? now : throw new SchedulerException(SchedulerErrors.ExcludedNodeListTooLong, request.Id, now.Count, limit);
    }

    private static void CheckAdd(Ledger ledger, JobEntry job, IReadOnlyList<string> add)
    {
        foreach (var task in job.Tasks.Values)
        {
            if (task.Record.Properties.RequiredNodes?.Intersect(add, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } required)
                throw new SchedulerException(SchedulerErrors.ExcludedRequiredNode, required, required, task.Record.Key);
        }

        if (add.Count == 0 || !(job.Record.State == JobState.Queued || job.Record.State.IsActive()))
            return;
        var properties = job.Record.Properties;
        if (!NodeRules.CouldRun(ledger, job.Record, properties with { ExcludedNodes = [.. properties.ExcludedNodes ?? [], .. add] }))
            throw new SchedulerException(SchedulerErrors.ExcludedTooManyNodes, add[0], add[0], job.Record.Id);
    }
}
