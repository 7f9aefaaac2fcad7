using HpcScheduler.Core.Dispatch;

namespace HpcScheduler.Core.Policy;

/// <summary>
/// What each pool may take in this round, where pools count (scheduler reference, section 6.7). What they need is looked up once, at the beginning
/// of the round; what they have is counted as it changes.
/// </summary>
internal sealed class PoolBudget
{
    private readonly Ledger _ledger;
    private readonly int _online;
    private readonly IReadOnlyDictionary<string, int> _guarantees;
    private readonly Dictionary<string, long> _needs = new(StringComparer.OrdinalIgnoreCase);

    private PoolBudget(Ledger ledger)
    {
        _ledger = ledger;
        _online = PoolRules.OnlineCores(ledger);
        _guarantees = PoolShares.Guarantees([.. ledger.Pools.Values], _online);
        foreach (var job in ledger.Running.Select(key => ledger.Find(key.JobId)!).Where(job => !job.Record.IsCommand))
            Need(job.Record.Pool, Math.Max(job.Record.AllocatedCores, job.Record.State == JobState.Running ? Demand.CoresOf(job) : 0));

        // What is more than its guarantee a pool only borrows, and for a job behind one that has to borrow nothing is kept either.
        var ended = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in ledger.Waiting)
        {
            var job = ledger.Find(key.JobId)!;
            var pool = job.Record.Pool;
            if (ended.Count == ledger.Pools.Count)
                break;
            if (ended.Contains(pool) || !Placement.CouldStart(ledger, job))
                continue;
            if (_needs.GetValueOrDefault(pool) + job.Record.MinCores > _guarantees[pool])
                ended.Add(pool);
            else
                Need(pool, Demand.CoresOf(job));
        }
    }

    /// <summary>That of this round; null where pools do not count.</summary>
    public static PoolBudget? Of(Ledger ledger) => ledger.ClusterProperties.EnablePools ? new PoolBudget(ledger) : null;

    /// <summary>How each pool stands now, in the order of their names.</summary>
    public IReadOnlyList<PoolUse> Uses() =>
    [
        .. _ledger.Pools.Keys.Select(name =>
        {
            var allocated = _ledger.AllocatedCoresOf(name);
            return new PoolUse(name, _guarantees[name], allocated, (int)Math.Clamp(_needs.GetValueOrDefault(name) - allocated, 0, _online));
        }),
    ];

    /// <summary>How many cores more a job may take now, as far as its pool is concerned; without a limit where it may have all that is free.</summary>
    public int MayTake(JobEntry job)
    {
        var free = Free();
        return PoolShares.MayTake(job.Record.Pool, Uses(), free) is var cores && cores < free ? cores : int.MaxValue;
    }

    /// <summary>Whether its pool stays within its guarantee when a job takes cores.</summary>
    public bool IsGuaranteed(JobEntry job, int cores) => _ledger.AllocatedCoresOf(job.Record.Pool) + cores <= _guarantees[job.Record.Pool];

    /// <summary>Cores that nobody has.</summary>
    public int Free() => _ledger.Nodes.Values.Where(node => node.IsOnline).Sum(node => Math.Max(0, node.FreeCores));

    private void Need(string pool, int cores) => _needs[pool] = _needs.GetValueOrDefault(pool) + cores;
}
