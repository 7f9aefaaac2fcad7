using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using static HpcScheduler.Core.Policy.Claims;

namespace HpcScheduler.Core.Dispatch;

/// <summary>
/// How jobs come to the cores that they are to have in Balanced and FastBalanced mode. One that waits gets its minimum as soon as possible: from
/// those that have more than they are to have, then from those that have more than their minimum, then from those of lower priority for which
/// there is no room; their tasks are stopped at once, or with Graceful end by themselves. What is above the minimum goes from job to job as tasks
/// end, looked at anew each ReBalancingInterval, so that no work is lost for it (scheduler reference, section 6.3).
/// </summary>
internal sealed class Rebalancing
{
    private DateTimeOffset? _last;
    private DateTimeOffset? _next;

    /// <summary>Says of each running job how much it may keep and what it is to give up; stops tasks where that is asked for.</summary>
    /// <returns>The jobs that wait and are given way to.</returns>
    public static IReadOnlySet<JobEntry> Plan(Turn turn, Balance balance)
    {
        var ledger = turn.Ledger;
        turn.Rebalancing.Settle(turn, balance);
        var claimants = new HashSet<JobEntry>();
        if (balance.Waiting.Count == 0)
            return claimants;
        var running = Preemption.LastFirst(ledger.Running.Select(key => ledger.Find(key.JobId)!));
        var claims = new Claims(ledger);
        var above = Donors(job => job.Record.AllocatedCores - balance.Targets.GetValueOrDefault(job, job.Record.AllocatedCores));
        var spare = Donors(job => balance.Targets.TryGetValue(job, out var target) ? Math.Min(target, job.Record.AllocatedCores) - job.Record.MinCores : 0);
        var rest = Donors(job => balance.Targets.ContainsKey(job) ? 0 : job.Record.AllocatedCores);
        foreach (var job in balance.Waiting)
        {
            if (job.Activation != Activation.None || ledger.HasReserved(job) || job.Record.Properties.Exclusive == true)
                continue;
            Donor[] donors = [.. above, .. IsPooled(turn) ? [] : spare, .. rest.Where(donor => donor.Job.Record.Priority < job.Record.Priority)];
            if (claims.Claim(job, job.Record.MinUnits, job.Record.MinUnits, donors) is not { Givers.Count: > 0 } promise)
                continue;
            claimants.Add(job);
            foreach (var (giver, _) in IsGraceful(turn) ? [] : promise.Givers)
                Preemption.StopTasks(turn, giver);
        }

        // What they give up is for those that wait.
        foreach (var job in claimants.Count == 0 ? [] : running)
            job.MayGrow = false;
        return claimants;

        List<Donor> Donors(Func<JobEntry, int> cores) => [.. running.Select(job => new Donor(job, Math.Max(0, cores(job)))).Where(donor => donor.Cores > 0)];
    }

    // Between two rebalancings a job may come to have more, but gives nothing up for others' sake.
    private void Settle(Turn turn, Balance balance)
    {
        var interval = TimeSpan.FromSeconds(turn.Ledger.ClusterProperties.ReBalancingInterval);
        var isDue = !(turn.Now >= _last && turn.Now < _last + interval);
        var isUneven = false;
        foreach (var job in turn.Ledger.Running.Select(key => turn.Ledger.Find(key.JobId)!))
        {
            var target = balance.Targets.GetValueOrDefault(job, job.Record.MinCores);
            job.Ceiling = isDue ? target : Math.Max(job.Ceiling ?? target, target);
            isUneven |= job.Record.AllocatedCores > target;
        }

        _last = isDue ? turn.Now : _last;
        if (!isUneven || isDue || _next > turn.Now)
            return;
        _next = _last + interval;
        turn.Deadlines.Add(DeadlineQueue.Nobody, _next);
    }

    private static bool IsPooled(Turn turn) => turn.Ledger.ClusterProperties.EnablePools;

    private static bool IsGraceful(Turn turn) => turn.Ledger.ClusterProperties is { SchedulingMode: SchedulingMode.FastBalanced }
        or { PreemptionBalancedMode: nameof(PreemptionMode.Graceful) };
}
