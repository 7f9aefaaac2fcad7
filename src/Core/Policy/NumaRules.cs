using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>Which cores of a node have their memory together.</summary>
public static class NumaRules
{
    /// <summary>The numbers of the processors that are a node's cores, in the order of its cores.</summary>
    public static IReadOnlyList<int> ProcessorsOf(NodeRecord node) => node.CoreIds.Count > 0 ? node.CoreIds : [.. Enumerable.Range(0, node.Cores)];

    /// <summary>The NUMA node of each core of a node; empty where all are in one, or the machine does not say of each.</summary>
    /// <param name="machine">The machine that the node is, or is a part of.</param>
    /// <param name="processors">The numbers of the processors that are the node's cores.</param>
    public static IReadOnlyList<int> Of(NodeRecord machine, IReadOnlyList<int> processors)
    {
        if (machine.NumaNodes.Count == 0)
            return [];
        var known = ProcessorsOf(machine).Zip(machine.NumaNodes).ToDictionary(pair => pair.First, pair => pair.Second);
        return processors.All(known.ContainsKey) ? Of([.. processors.Select(number => known[number])]) : [];
    }

    /// <summary>The same; empty where all are in one.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<int> numaNodes) => numaNodes.Distinct().Skip(1).Any() ? numaNodes : [];

    /// <summary>
    /// Chooses cores: the lowest of the NUMA node of which fewest are left over then; where none has as many, of as few NUMA nodes as can be.
    /// </summary>
    /// <param name="numaNodes">The NUMA node of each core; empty where all are in one.</param>
    /// <param name="usable">How many of the cores are to be used, the lowest. Where these are not enough, numbers above them follow.</param>
    /// <param name="isFree">Whether nobody has a core.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="into">To which they are added, the lowest first.</param>
    public static void Choose(IReadOnlyList<int> numaNodes, int usable, Func<int, bool> isFree, int count, List<int> into)
    {
        var first = into.Count;
        var end = Math.Min(numaNodes.Count, usable);
        var free = new SortedDictionary<int, int>();
        for (var id = 0; id < end; id++)
        {
            if (isFree(id))
                free[numaNodes[id]] = free.GetValueOrDefault(numaNodes[id]) + 1;
        }

        while (count > 0 && free.Count > 0)
        {
            var best = free.Where(node => node.Value >= count).OrderBy(node => node.Value).Concat(free.OrderByDescending(node => node.Value)).First().Key;
            for (var id = 0; id < end && count > 0; id++)
            {
                if (numaNodes[id] != best || !isFree(id))
                    continue;
                into.Add(id);
                count--;
            }

            free.Remove(best);
        }

        into.Sort(first, into.Count - first, null);
        for (var id = end; count > 0; id++)
        {
            if (!isFree(id))
                continue;
            into.Add(id);
            count--;
        }
    }
}
