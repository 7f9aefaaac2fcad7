namespace HpcScheduler.Core.Policy;

/// <summary>Whether a running job may get more cores than it holds, or give some back (scheduler reference, sections 4.3 and 6.6).</summary>
internal static class AllocationRules
{
    /// <summary>The cores that a running job is to hold from now on.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="job">The job.</param>
    /// <param name="target">What its tasks can use of what there is.</param>
    public static int Allow(Turn turn, JobEntry job, int target)
    {
        var (settings, held) = (turn.Ledger.ClusterProperties, job.Record.AllocatedCores);
        // What it is to give up to others, or leaves behind on its way out, is not taken back because it is idle.
        if (target < held)
            return settings.AutomaticShrinkEnabled || job.Yield > 0 || job.IsDraining(turn.Now) ? target : held;
        // Its minimum it may always have.
        var most = settings.AutomaticGrowthEnabled ? target : Math.Min(target, Math.Max(held, job.Record.MinCores));
        return most == held || turn.ActivationFilter.MayGrow(turn, job) ? most : held;
    }
}
