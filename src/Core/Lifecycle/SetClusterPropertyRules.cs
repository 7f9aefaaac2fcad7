using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Changes cluster properties, all or none (scheduler reference, section 4).</summary>
internal static class SetClusterPropertyRules
{
    public static SetClusterPropertyReply Handle(Turn turn, SetClusterProperty request, Caller caller)
    {
        Permissions.Check<SetClusterProperty>(caller);
        var properties = turn.Ledger.ClusterProperties;
        foreach (var variable in request.Values)
            properties = properties.With(variable);
        if (request.Environment is { } environment)
            properties = properties with { Environment = EnvironmentRules.Change(properties.Environment, environment) };
        var isOtherFilter = properties.ActivationFilterProgram != turn.Ledger.ClusterProperties.ActivationFilterProgram;
        turn.Ledger.SetClusterProperties(properties);
        if (isOtherFilter)
            turn.ActivationFilter.Reconsider(turn);
        turn.Retention.Recompute();
        return new([.. request.Values.Select(variable => ClusterPropertyTable.Find(variable.Name)).Where(property => !property.HasEffect)
            .Select(property => property.Name)]);
    }
}
