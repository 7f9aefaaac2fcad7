using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Changes the weight of a resource pool (cmdlets reference, section 6.2).</summary>
internal static class SetPoolRules
{
    public static PoolRecord Handle(Turn turn, SetPool request, Caller caller)
    {
        Permissions.Check<SetPool>(caller);
        var pool = PoolRules.Find(turn.Ledger.Pools, request.Name);
        if (request.Weight is not { } weight || weight == pool.Weight)
            return pool;
        PoolRules.CheckWeight(pool.Name, weight);
        var changed = pool with { Weight = weight };
        turn.Ledger.Put(changed);
        return changed;
    }
}
