using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>
/// On which nodes a job gets units: in the order that it wishes, else where most is free, so that a task finds room on one node (scheduler
/// reference, section 6.8).
/// </summary>
internal static class Placement
{
    /// <summary>The units that a job which waits would get; null if it cannot have its minimum.</summary>
    /// <param name="ledger">The records.</param>
    /// <param name="job">The job.</param>
    /// <param name="isKept">Which nodes are kept for jobs before it; none for null.</param>
    /// <param name="mostCores">It gets no more cores than that.</param>
    public static List<(NodeEntry Node, int Units)>? Start(Ledger ledger, JobEntry job, Func<NodeEntry, bool>? isKept, int mostCores = int.MaxValue)
    {
        var record = job.Record;
        var wanted = Math.Clamp(Demand.Of(job, ledger.Units(UnitRules.Of(record.Properties))), record.MinUnits, record.MaxUnits);
        wanted = Math.Min(wanted, mostCores / record.CoresPerUnit);
        if (wanted < record.MinUnits)
            return null;
        var required = Demand.RequiredNodes(job);
        foreach (var set in NodeCandidates.Of(ledger, job).Sets)
        {
            var open = Open(job, set, isKept);
            if (required.All(name => open.Exists(place => Is(place.Node, name))) && Choose(ledger, job, open, wanted, record.MinUnits, required) is { } chosen)
                return chosen;
        }

        return null;
    }

    /// <summary>
    /// Whether a job that waits could have its minimum if nothing else ran on the nodes that are Online. One that could not keeps nobody
    /// waiting.
    /// </summary>
    public static bool CouldStart(Ledger ledger, JobEntry job)
    {
        var required = Demand.RequiredNodes(job);
        var candidates = NodeCandidates.Of(ledger, job);
        var (unit, isSingle) = (UnitRules.Of(job.Record.Properties), job.Record.Properties.SingleNode == true);
        if (required.Count > 0)
            return CouldHold(candidates, unit, job.Record.MinUnits, isSingle, required);
        return candidates.CouldHold(unit, job.Record.MinUnits, isSingle, () => CouldHold(candidates, unit, job.Record.MinUnits, isSingle, []));
    }

    private static bool CouldHold(NodeCandidates candidates, JobUnitType unit, int minimum, bool isSingle, IReadOnlyList<string> required)
    {
        foreach (var set in candidates.Sets)
        {
            var (sum, largest, named) = (0L, 0, 0);
            foreach (var node in set)
            {
                var isNamed = required.Any(name => Is(node, name));
                if (!node.IsOnline || Math.Min(UnitRules.Available(unit, node.Record), Unfenced(unit, node)) is var units && units <= 0)
                    continue;
                named += isNamed ? 1 : 0;
                sum += units;
                if (required.Count == 0 || isNamed)
                    largest = Math.Max(largest, units);
            }

            var isEnough = isSingle ? largest >= minimum && required.Count < 2 : sum >= minimum;
            if (isEnough && named == required.Count)
                return true;
        }

        return false;
    }

    private static int Unfenced(JobUnitType unit, NodeEntry node) =>
        (node.Record.UsableCores - node.FencedCores.Count) / UnitRules.Cores(unit, node.Record);

    /// <summary>Units that a running job can have more, at most as many as it wants; on nodes that it holds first.</summary>
    public static List<(NodeEntry Node, int Units)> Grow(Ledger ledger, JobEntry job, int wanted, IReadOnlyList<string> held)
    {
        var sets = NodeCandidates.Of(ledger, job).Sets;
        var isSingle = job.Record.Properties.SingleNode == true;
        var set = held.Count == 0 ? null : sets.FirstOrDefault(set => held.All(name => set.Any(node => Is(node, name)))) ?? sets[0];
        var required = Demand.RequiredNodes(job);
        foreach (var one in set is null ? sets : [set])
        {
            var open = Open(job, one, null);
            if (isSingle && held.Count > 0)
                open.RemoveAll(place => !held.Contains(place.Node.Name, StringComparer.OrdinalIgnoreCase));
            var minimum = isSingle && held.Count == 0 ? job.Record.MinUnits : 1;
            if (Choose(ledger, job, open, wanted, minimum, [.. required, .. held]) is { } chosen)
                return chosen;
        }

        return [];
    }

    /// <summary>How many units a node has free for a job.</summary>
    public static int FreeUnits(JobEntry job, NodeEntry node) => Room(job, node).Units;

    /// <summary>How many units a node has free for a job, and why it has none.</summary>
    public static (int Units, NodeLack Lack) Room(JobEntry job, NodeEntry node)
    {
        if (!node.IsOnline)
            return (0, NodeLack.NotOnline);
        if (job.UseOf(node.Name) is { Releases: > 0 })
            return (0, NodeLack.BeingLeft);
        var properties = job.Record.Properties;
        if (properties.Exclusive == true)
        {
            var isHeld = job.Record.AllocatedCores > 0 && job.Record.AllocatedNodes.Contains(node.Name);
            if (node.Jobs > (isHeld ? 1 : 0))
                return (0, NodeLack.Others);
        }
        else if (node.ExclusiveJobs > 0)
        {
            return (0, NodeLack.ExclusiveJob);
        }

        var units = Free(UnitRules.Of(properties), node);
        return (units, units > 0 ? NodeLack.None : NodeLack.Units);
    }

    private static int Free(JobUnitType unit, NodeEntry node)
    {
        if (unit == JobUnitType.Core)
            return Math.Max(0, node.FreeCores);
        var units = node.FreeCores / UnitRules.Cores(unit, node.Record);
        if (unit == JobUnitType.Gpu)
            units = Math.Min(units, node.FreeGpus);
        return Math.Clamp(units, 0, UnitRules.Available(unit, node.Record));
    }

    private static List<(NodeEntry Node, int Units)> Open(JobEntry job, IReadOnlyList<NodeEntry> set, Func<NodeEntry, bool>? isKept)
    {
        var open = new List<(NodeEntry, int)>();
        foreach (var node in set)
        {
            // Most nodes are full.
            if (node.FreeCores > 0 && FreeUnits(job, node) is > 0 and var units && isKept?.Invoke(node) != true)
                open.Add((node, units));
        }

        return open;
    }

    private static List<(NodeEntry Node, int Units)>? Choose(
        Ledger ledger, JobEntry job, List<(NodeEntry Node, int Units)> open, int wanted, int minimum, IReadOnlyList<string> first)
    {
        if (open.Count == 0)
            return null;
        var isOrdered = NodeCandidates.Of(ledger, job).IsOrdered;
        if (job.Record.Properties.SingleNode == true)
        {
            var enough = open.Where(place => place.Units >= minimum && (first.Count == 0 || first.All(name => Is(place.Node, name)))).ToList();
            if (enough.Count == 0)
                return null;
            var (single, most) = isOrdered ? enough[0] : enough.MaxBy(place => place.Units);
            return [(single, Math.Min(most, wanted))];
        }

        if (open.Sum(place => (long)place.Units) < minimum)
            return null;
        if (first.Count == 0 && !isOrdered && open.MaxBy(place => place.Units) is var (largest, units) && units >= wanted)
            return [(largest, wanted)];
        var need = Demand.OfFirst(job);
        var required = Demand.RequiredNodes(job);
        var ordered = open
            .OrderBy(place => required.Any(name => Is(place.Node, name)) ? 0 : first.Any(name => Is(place.Node, name)) ? 1 : place.Units >= need ? 2 : 3)
            .ThenBy(place => isOrdered ? 0 : -place.Units);
        return Take(ordered, wanted, first.Count);
    }

    // Of the nodes that must be there each gives a unit before any gives more.
    private static List<(NodeEntry Node, int Units)> Take(IEnumerable<(NodeEntry Node, int Units)> ordered, int wanted, int first)
    {
        var chosen = new List<(NodeEntry Node, int Units)>();
        var all = ordered.ToList();
        var kept = Math.Max(0, Math.Min(first, all.Count) - 1);
        foreach (var (node, units) in all)
        {
            var take = Math.Min(units, Math.Max(1, wanted - kept));
            if (wanted <= 0)
                break;
            chosen.Add((node, Math.Min(take, wanted)));
            wanted -= Math.Min(take, wanted);
            kept = Math.Max(0, kept - 1);
        }

        return chosen;
    }

    private static bool Is(NodeEntry node, string name) => node.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
