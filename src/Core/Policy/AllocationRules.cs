using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>Whether a running job may get more than it holds, or give some back (scheduler reference, sections 4.3 and 6.6).</summary>
internal static class AllocationRules
{
    /// <summary>The units that a running job is to hold from now on.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="job">The job.</param>
    /// <param name="held">What it holds, without what it has to give up.</param>
    /// <param name="target">What its tasks can use.</param>
    /// <param name="isDraining">Whether it leaves its nodes: what it leaves behind is not kept because growth or shrinking is off.</param>
    public static int Allow(ClusterProperties settings, JobEntry job, int held, int target, bool isDraining)
    {
        if (target < held)
            return settings.AutomaticShrinkEnabled || isDraining ? target : held;
        // Its minimum it may always have.
        return settings.AutomaticGrowthEnabled ? target : Math.Min(target, Math.Max(held, job.Record.MinUnits));
    }

    /// <summary>
    /// The same in Balanced and FastBalanced mode, where growth and shrinking cannot be switched off: no more than its share, or what it had above
    /// that when shares were balanced last (section 6.3).
    /// </summary>
    /// <param name="job">The job.</param>
    /// <param name="held">What it holds.</param>
    /// <param name="target">What its tasks can use.</param>
    /// <param name="cores">The cores that it is to have.</param>
    public static int Balanced(JobEntry job, int held, int target, int cores)
    {
        var most = Math.Max(job.Record.MinUnits, cores / job.Record.CoresPerUnit);
        var ceiling = Math.Max(most, (job.Ceiling ?? cores) / job.Record.CoresPerUnit);
        return Math.Min(target, Math.Max(most, Math.Min(held, ceiling)));
    }
}
