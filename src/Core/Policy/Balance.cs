using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>
/// How many cores each job is to have in Balanced and FastBalanced mode: first the minimum of as many jobs as there is room for, by priority, those
/// that run before those that wait, then by their place in the queue; what is left is dealt out by the weights of the priorities (scheduler
/// reference, sections 6.3 and 6.4). Where pools count, each pool has its guarantee, and what others leave by weight.
/// </summary>
internal sealed class Balance
{
    private readonly Dictionary<JobEntry, int> _targets = [];

    private readonly List<JobEntry> _waiting = [];

    private Balance()
    {
    }

    /// <summary>The cores of each job that there is room for.</summary>
    public IReadOnlyDictionary<JobEntry, int> Targets => _targets;

    /// <summary>Those of them that wait, in their order.</summary>
    public IReadOnlyList<JobEntry> Waiting => _waiting;

    /// <summary>Works it out.</summary>
    public static Balance Of(Ledger ledger, PoolBudget? pools)
    {
        var online = ledger.Nodes.Values.Where(node => node.IsOnline).Sum(node => Math.Max(0, node.Record.UsableCores - node.FencedCores.Count));
        var own = (pools?.Uses() ?? []).ToDictionary(use => use.Name, use => Math.Min(use.Guarantee, use.Allocated + use.Wanted), StringComparer.OrdinalIgnoreCase);
        var balance = new Balance();
        balance.Deal(ledger, own, online);
        return balance;
    }

    /// <summary>What a priority weighs: the ratio of the bias for each 1000 of it.</summary>
    public static double Weight(PriorityBias bias, int priority) => bias switch
    {
        PriorityBias.HighBias => Math.Pow(10, priority / 1000.0),
        PriorityBias.MediumBias => Math.Pow(2, priority / 1000.0),
        _ => 1,
    };

    private void Deal(Ledger ledger, Dictionary<string, int> own, int online)
    {
        var common = Math.Max(0, online - own.Values.Sum());
        var isPooled = own.Count > 0;
        var full = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var balanced = new List<JobEntry>();
        foreach (var job in Merge(ledger))
        {
            if (common == 0 && own.Values.All(cores => cores == 0))
                break;
            var pool = isPooled ? job.Record.Pool : "";
            var isWaiting = job.Record.State == JobState.Queued;
            // Nobody passes one that waits for its minimum but those that run.
            if (isWaiting && (full.Contains(pool) || FastBalancedRules.Refusal(ledger, job.Record) is not null || !Placement.CouldStart(ledger, job)))
                continue;
            // Where its units are of unequal size all cores may be fewer than counted, and enough.
            var minimum = Math.Min(job.Record.MinCores, online);
            var mine = Math.Min(own.GetValueOrDefault(pool), minimum);
            if (minimum - mine > common)
            {
                if (isWaiting)
                    full.Add(pool);
                continue;
            }

            if (isPooled)
                own[pool] -= mine;
            common -= minimum - mine;
            balanced.Add(job);
            _targets[job] = minimum;
            if (isWaiting)
                _waiting.Add(job);
        }

        foreach (var pool in own)
            DealOut(ledger, [.. balanced.Where(job => job.Record.Pool.Equals(pool.Key, StringComparison.OrdinalIgnoreCase))], pool.Value);
        DealOut(ledger, balanced, common);
    }

    private void DealOut(Ledger ledger, List<JobEntry> jobs, int cores)
    {
        var bias = ledger.ClusterProperties.PriorityBias;
        var dealt = WeightedShares.Deal(cores, [.. jobs.Select(job =>
            (Weight(bias, job.Record.Priority), Demand.CoresOf(job) - _targets[job]))]);
        for (var index = 0; index < jobs.Count; index++)
            _targets[jobs[index]] += dealt[index];
    }

    // Of equal priority those that run come first.
    private static IEnumerable<JobEntry> Merge(Ledger ledger)
    {
        using var waiting = ledger.Waiting.GetEnumerator();
        var isMore = waiting.MoveNext();
        foreach (var key in ledger.Running)
        {
            for (; isMore && waiting.Current.Priority > key.Priority; isMore = waiting.MoveNext())
                yield return ledger.Find(waiting.Current.JobId)!;
            if (ledger.Find(key.JobId) is { Record: { State: JobState.Running, IsCommand: false } } job)
                yield return job;
        }

        for (; isMore; isMore = waiting.MoveNext())
            yield return ledger.Find(waiting.Current.JobId)!;
    }
}
