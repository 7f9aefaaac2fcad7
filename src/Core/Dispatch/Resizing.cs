using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>
/// A running job takes cores that its tasks can use, and gives back those that none uses, but not below its minimum. What it holds of nodes
/// that are not Online any more, or that it may not use any more, goes as soon as no task uses it (scheduler reference, sections 6.6 and 7.1).
/// </summary>
internal static class Resizing
{
    public static void Resize(Turn turn, RoundPlan plan, JobEntry job)
    {
        var ledger = turn.Ledger;
        var record = job.Record;
        var unit = UnitRules.Of(record.Properties);
        var isDraining = job.IsDraining(turn.Now);
        var candidates = NodeCandidates.Of(ledger, job);
        var shares = record.Shares.Select(share => new Share(ledger, job, candidates, unit, share)).ToList();
        foreach (var share in shares)
            share.Cores = Math.Max(share.Used, !share.IsUsable ? 0 : share.Cores - (job.Yield?.GetValueOrDefault(share.Name) ?? 0));

        var used = shares.Sum(share => share.UsedUnits);
        var wanted = isDraining ? 0 : Demand.Of(job, Math.Min(ledger.Units(unit), Math.Max(0, record.MaxUnits - used)));
        var held = shares.Sum(share => share.Units);
        var target = isDraining ? used : Math.Clamp(used + wanted, record.MinUnits, record.MaxUnits);
        target = plan.Targets is { } targets && !isDraining
            ? AllocationRules.Balanced(job, held, target, targets.GetValueOrDefault(job, record.MinCores))
            : AllocationRules.Allow(ledger.ClusterProperties, job, held, target, isDraining);
        var required = isDraining ? [] : Demand.RequiredNodes(job);
        var mayGrow = !isDraining && job.MayGrow && job.Yield is null;
        if (mayGrow)
            target = Exchange(ledger, job, shares, required, target);
        Shrink(shares, required, shares.Sum(share => share.Units) - target);
        var missing = target - shares.Sum(share => share.Units);
        if (missing > 0 && mayGrow)
        {
            var wantedMore = missing;
            missing = Math.Min(missing, (plan.Pools?.MayTake(job) ?? int.MaxValue) / record.CoresPerUnit);
            List<string> nodes = [.. shares.Where(share => share.Cores > 0).Select(share => share.Name)];
            var places = missing > 0 ? Placement.Grow(ledger, job, missing, nodes) : [];
            foreach (var (node, units) in places.Count > 0 && turn.ActivationFilter.MayGrow(turn, job) ? places : [])
            {
                Add(ledger, job, candidates, unit, shares, node, units);
                wantedMore -= units;
            }

            plan.IsShort |= wantedMore > 0;
        }

        Put(turn, job, shares);
    }

    // For a node that a ready task requires, and that the job does not hold, it gives up what it does not use elsewhere.
    private static int Exchange(Ledger ledger, JobEntry job, List<Share> shares, IReadOnlyList<string> required, int target)
    {
        var missing = required.Count(name =>
            !shares.Exists(share => share.Cores > 0 && share.Is(name))
            && ledger.Nodes.TryGetValue(name, out var node) && Placement.FreeUnits(job, node) > 0);
        if (missing == 0)
            return target;
        var held = shares.Sum(share => share.Units);
        var most = job.Record.MaxUnits;
        if (held + missing > most)
            Shrink(shares, required, held + missing - most);
        return Math.Max(target, Math.Min(most, shares.Sum(share => share.Units) + missing));
    }

    // Nodes that are not used at all first.
    private static void Shrink(List<Share> shares, IReadOnlyList<string> required, int excess)
    {
        foreach (var share in shares.OrderBy(share => required.Any(share.Is)).ThenBy(share => share.Used > 0).ThenByDescending(share => share.Name, StringComparer.OrdinalIgnoreCase))
        {
            var give = Math.Clamp(share.Units - share.UsedUnits, 0, Math.Max(0, excess));
            excess -= give;
            if (share.IsUsable)
                share.Cores = Math.Max(share.Used, (share.Units - give) * share.PerUnit);
        }
    }

    private static void Add(Ledger ledger, JobEntry job, NodeCandidates candidates, JobUnitType unit, List<Share> shares, NodeEntry node, int units)
    {
        var share = shares.Find(share => share.Is(node.Name));
        if (share is null)
            shares.Add(share = new Share(ledger, job, candidates, unit, new NodeShare(node.Name, 0)));
        share.Cores += units * share.PerUnit;
    }

    private static void Put(Turn turn, JobEntry job, List<Share> shares)
    {
        // A job that has nothing left leaves its nodes all together.
        if (shares.Exists(share => share.Cores > 0))
        {
            foreach (var share in shares.Where(share => share.Cores == 0 && share.IsIdle).ToList())
            {
                if (!NodeWork.Release(turn, job, share.Name))
                    shares.Remove(share);
            }
        }

        IReadOnlyList<NodeShare> now = [.. shares.Select(share => new NodeShare(share.Name, share.Cores)).OrderBy(share => share.Node, StringComparer.OrdinalIgnoreCase)];
        if (!now.SequenceEqual(job.Record.Shares))
            turn.Ledger.Put(job.Record.WithShares(now) with { ChangeTime = turn.Now });
    }

    private sealed class Share
    {
        public Share(Ledger ledger, JobEntry job, NodeCandidates candidates, JobUnitType unit, NodeShare share)
        {
            Name = share.Node;
            Cores = share.Cores;
            var use = job.UseOf(share.Node);
            Used = use?.Cores ?? 0;
            IsIdle = use is null;
            PerUnit = 1;
            if (!ledger.Nodes.TryGetValue(share.Node, out var node))
                return;
            PerUnit = UnitRules.Cores(unit, node.Record);
            IsUsable = node.IsOnline && candidates.Contains(share.Node);
        }

        public string Name { get; }

        public int Cores { get; set; }

        public int Used { get; }

        public int PerUnit { get; }

        public bool IsUsable { get; }

        public bool IsIdle { get; }

        public int Units => IsUsable ? Cores / PerUnit : UsedUnits;

        public int UsedUnits => (Used + PerUnit - 1) / PerUnit;

        public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
    }
}
