using HpcScheduler.Core.Policy;

namespace HpcScheduler.Core.Dispatch;

/// <summary>What is settled at the beginning of a round: how many cores each job may have, and who gives way to whom.</summary>
internal sealed class RoundPlan
{
    private RoundPlan(PoolBudget? pools) => Pools = pools;

    /// <summary>What pools may take; null where they do not count.</summary>
    public PoolBudget? Pools { get; }

    /// <summary>The cores that each job is to have, where these are balanced; null where jobs start in the order of the queue with what is free.</summary>
    public IReadOnlyDictionary<JobEntry, int>? Targets { get; private init; }

    /// <summary>Jobs to which running ones give way.</summary>
    public IReadOnlySet<JobEntry> Claimants { get; private init; } = new HashSet<JobEntry>();

    /// <summary>Whether a running job could use more than it has got in the round.</summary>
    public bool IsShort { get; set; }

    /// <summary>Settles it.</summary>
    public static RoundPlan Make(Turn turn)
    {
        foreach (var key in turn.Ledger.Running)
        {
            var job = turn.Ledger.Find(key.JobId)!;
            (job.Yield, job.MayGrow) = (null, true);
        }

        var pools = PoolBudget.Of(turn.Ledger);
        if (turn.Ledger.ClusterProperties.SchedulingMode == SchedulingMode.Queued)
            return new RoundPlan(pools) { Claimants = Preemption.Plan(turn, pools) };
        var balance = Balance.Of(turn.Ledger, pools);
        return new RoundPlan(pools) { Targets = balance.Targets, Claimants = Rebalancing.Plan(turn, balance) };
    }

    /// <summary>The same as it stands, to look at: nobody gives way who did not in the last round.</summary>
    public static RoundPlan Look(Turn turn)
    {
        var pools = PoolBudget.Of(turn.Ledger);
        return new RoundPlan(pools)
        {
            Targets = turn.Ledger.ClusterProperties.SchedulingMode == SchedulingMode.Queued ? null : Balance.Of(turn.Ledger, pools).Targets,
            Claimants = turn.Plan?.Claimants ?? new HashSet<JobEntry>(),
        };
    }

    /// <summary>The most cores that a job which waits may start with.</summary>
    public int MostCores(JobEntry job)
    {
        if (Targets is null)
            return Pools?.MayTake(job) ?? int.MaxValue;
        var isBalanced = Targets.TryGetValue(job, out var target);
        return isBalanced || Pools is null ? Math.Max(target, job.Record.MinCores) : 0;
    }

    /// <summary>
    /// Whether it is to be settled anew: what one job gave back another one could use, a job that has started may have others give way to it so
    /// that it grows, and a task that got less than it could use leaves more to others than was settled.
    /// </summary>
    public bool IsOutdated(Ledger ledger, bool hasStarted, bool hasShrunk)
    {
        if (hasShrunk && IsShort)
            return true;
        if (Pools is null && Targets is null)
            return hasStarted && ledger.ClusterProperties.GrowByPreemptionEnabled;
        if (hasStarted)
            return true;
        var pools = PoolBudget.Of(ledger);
        if (Pools is not null && !Pools.Uses().SequenceEqual(pools!.Uses()))
            return true;
        if (Targets is null)
            return false;
        var targets = Balance.Of(ledger, pools).Targets;
        return targets.Count != Targets.Count || targets.Any(target => Targets.GetValueOrDefault(target.Key, -1) != target.Value);
    }
}
