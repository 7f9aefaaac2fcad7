using HpcScheduler.Core.Policy;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Changes cluster properties, all or none (scheduler reference, section 4).</summary>
internal static class SetClusterPropertyRules
{
    public static void Handle(Turn turn, SetClusterProperty request, Caller caller)
    {
        Permissions.Check<SetClusterProperty>(caller);
        var properties = turn.Ledger.ClusterProperties;
        foreach (var variable in request.Values)
            properties = properties.With(variable);
        turn.Ledger.SetClusterProperties(properties);
        turn.Retention.Recompute();
    }
}
