using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>
/// How pools share the cores (scheduler reference, section 6.7). Each has a guarantee by its weight. What a pool does not need of it others may
/// borrow; what it needs it takes, first of the free cores and then back from those that borrowed.
/// </summary>
public static class PoolShares
{
    /// <summary>
    /// The guarantee of each pool: its weight's part of the cores. Parts are whole cores; those that rounding down leaves go to the largest
    /// remainders, in the order of names among equals, so that all are given out. Without any weight nothing is guaranteed.
    /// </summary>
    /// <param name="pools">The pools.</param>
    /// <param name="cores">The cores that are online; 0 or more.</param>
    public static IReadOnlyDictionary<string, int> Guarantees(IReadOnlyCollection<PoolRecord> pools, int cores)
    {
        var sum = pools.Sum(pool => (long)pool.Weight);
        if (sum == 0)
            return pools.ToDictionary(pool => pool.Name, _ => 0, StringComparer.OrdinalIgnoreCase);
        var shares = pools.ToDictionary(pool => pool.Name, pool => (int)(pool.Weight * (long)cores / sum), StringComparer.OrdinalIgnoreCase);
        var left = cores - shares.Values.Sum();
        var byRemainder = pools
            .OrderByDescending(pool => pool.Weight * (long)cores % sum)
            .ThenBy(pool => pool.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var pool in byRemainder.Take(left))
            shares[pool.Name]++;
        return shares;
    }

    /// <summary>
    /// How many of the free cores a pool's jobs may take now: all that is missing of its guarantee, or all that no other pool misses of its own,
    /// whichever is more. 0 or more; jobs may want fewer.
    /// </summary>
    /// <param name="pool">The pool.</param>
    /// <param name="pools">All pools.</param>
    /// <param name="free">Cores that nobody holds.</param>
    public static int MayTake(string pool, IReadOnlyCollection<PoolUse> pools, int free)
    {
        var own = pools.FirstOrDefault(use => Is(use, pool));
        var missedByOthers = pools.Where(use => !Is(use, pool)).Sum(use => (long)use.Missing);
        return (int)Math.Max(0, Math.Min(free, Math.Max(own?.Missing ?? 0, free - missedByOthers)));
    }

    /// <summary>
    /// What other pools have to give back so that a pool comes to its guarantee as far as it needs it: those that borrowed most first, in the
    /// order of names among equals. Nothing where free cores are enough.
    /// </summary>
    /// <param name="pool">The pool.</param>
    /// <param name="pools">All pools.</param>
    /// <param name="free">Cores that nobody holds.</param>
    public static IReadOnlyList<(string Pool, int Cores)> ToGiveBack(string pool, IReadOnlyCollection<PoolUse> pools, int free)
    {
        var needed = (pools.FirstOrDefault(use => Is(use, pool))?.Missing ?? 0) - Math.Max(0, free);
        var returns = new List<(string Pool, int Cores)>();
        var borrowers = pools
            .Where(use => !Is(use, pool) && use.Borrowed > 0)
            .OrderByDescending(use => use.Borrowed)
            .ThenBy(use => use.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var borrower in borrowers.TakeWhile(_ => needed > 0))
        {
            var cores = Math.Min(needed, borrower.Borrowed);
            returns.Add((borrower.Name, cores));
            needed -= cores;
        }

        return returns;
    }

    private static bool Is(PoolUse use, string pool) => use.Name.Equals(pool, StringComparison.OrdinalIgnoreCase);
}
