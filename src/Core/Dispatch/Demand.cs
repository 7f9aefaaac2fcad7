using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>What the tasks of a job that are ready to start ask for.</summary>
internal static class Demand
{
    /// <summary>How many units they could use, counted no farther than a limit.</summary>
    public static int Of(JobEntry job, int limit)
    {
        var wanted = 0L;
        foreach (var id in job.Ready)
        {
            var task = job.Tasks[id];
            if (task.Record.Type == TaskType.Service)
                return limit;
            wanted += task.Record.MaxUnits * (task.Record.IsMaster ? (long)task.SubTaskCounts.Queued : 1L);
            if (wanted >= limit)
                return limit;
        }

        return (int)wanted;
    }

    /// <summary>The cores that a job can use: those of the tasks that run and of the tasks that are ready, not below its minimum nor above its maximum.</summary>
    public static int CoresOf(JobEntry job)
    {
        var (record, ready) = (job.Record, Math.Max(0, job.Record.MaxUnits - (job.UsedCores / job.Record.CoresPerUnit)));
        return (int)Math.Clamp(job.UsedCores + ((long)Of(job, ready) * record.CoresPerUnit), record.MinCores, Math.Max(record.MinCores, record.MaxCores));
    }

    /// <summary>How many units a job holds, on nodes that are there. A unit may be another number of cores on each.</summary>
    public static int HeldUnits(Ledger ledger, JobRecord job) => Units(ledger, job, (share, perUnit) => share.Cores / perUnit);

    /// <summary>How many units more than it holds a running job can use.</summary>
    public static int MoreUnits(Ledger ledger, JobEntry job)
    {
        var record = job.Record;
        var used = Units(ledger, record, (share, perUnit) => ((job.UseOf(share.Node)?.Cores ?? 0) + perUnit - 1) / perUnit);
        return Math.Clamp(used + Of(job, Math.Max(0, record.MaxUnits - used)), record.MinUnits, record.MaxUnits) - HeldUnits(ledger, record);
    }

    /// <summary>The fewest units with which the first of them starts.</summary>
    public static int OfFirst(JobEntry job) => job.Ready.Count == 0 ? 1 : job.Tasks[job.Ready.Min].Record.MinUnits;

    /// <summary>The nodes that they require.</summary>
    public static IReadOnlyList<string> RequiredNodes(JobEntry job) => job.Requiring.Count == 0
        ? []
        : [.. job.Requiring.SelectMany(id => job.Tasks[id].Record.Properties.RequiredNodes!).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Those of them that are not Online, or not there.</summary>
    public static IReadOnlyList<string> MissingNodes(Ledger ledger, JobEntry job) =>
        [.. RequiredNodes(job).Where(name => !ledger.Nodes.TryGetValue(name, out var node) || !node.IsOnline)];

    private static int Units(Ledger ledger, JobRecord job, Func<NodeShare, int, int> count)
    {
        var unit = UnitRules.Of(job.Properties);
        return job.Shares.Sum(share => ledger.Nodes.TryGetValue(share.Node, out var node) ? count(share, UnitRules.Cores(unit, node.Record)) : 0);
    }
}
