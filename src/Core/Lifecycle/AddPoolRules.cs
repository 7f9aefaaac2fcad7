using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Makes a resource pool (cmdlets reference, section 6.2).</summary>
internal static class AddPoolRules
{
    public static PoolRecord Handle(Turn turn, AddPool request, Caller caller)
    {
        Permissions.Check<AddPool>(caller);
        PoolRules.CheckName(request.Name);
        PoolRules.CheckWeight(request.Name, request.Weight);
        if (turn.Ledger.Pools.TryGetValue(request.Name, out var other))
            throw new SchedulerException(SchedulerErrors.PoolExists, request.Name, other.Name);
        if (turn.Ledger.Pools.Count >= Limits.Pools)
            throw new SchedulerException(SchedulerErrors.PoolLimitReached, request.Name, request.Name, Limits.Pools);
        var pool = new PoolRecord(request.Name, request.Weight);
        turn.Ledger.Put(pool);
        return pool;
    }
}
