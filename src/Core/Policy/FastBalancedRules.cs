using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>Which jobs do not start in FastBalanced mode, and why (scheduler reference, sections 1.1 and 6.4).</summary>
internal static class FastBalancedRules
{
    /// <summary>Why a job that waits does not start there; null if nothing is against it, and in every other mode.</summary>
    public static PendingReason? Refusal(Ledger ledger, JobRecord job)
    {
        var settings = ledger.ClusterProperties;
        if (settings.SchedulingMode != SchedulingMode.FastBalanced)
            return null;
        var properties = job.Properties;
        return UnitRules.Of(properties) != JobUnitType.Core ? PendingReason.FastBalancedUnitType
            : UnitRules.Minimum(properties) > 1 ? PendingReason.FastBalancedMinimum
            : settings.EnablePools ? PendingReason.FastBalancedPools
            : properties.Exclusive == true || properties.SingleNode == true ? PendingReason.FastBalancedExclusive
            : properties is { NodeGroupOp: JobNodeGroupOp.Uniform, NodeGroups.Count: > 0 } ? PendingReason.FastBalancedUniform
            : null;
    }
}
