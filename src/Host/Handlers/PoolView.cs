using HpcScheduler.Core;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Host.Handlers;

/// <summary>A pool's record as users see it.</summary>
internal static class PoolView
{
    /// <summary>A pool that was just made or changed, as it stands by that.</summary>
    public static HpcPool Of(SchedulerCore core, PoolRecord pool, HostFolder folder)
    {
        var (_, guarantee, allocated) = core.Pools.Single(standing => standing.Pool.Name == pool.Name);
        return Of(pool, guarantee, allocated, folder);
    }

    public static HpcPool Of(PoolRecord pool, int guarantee, int allocated, HostFolder folder) => new()
    {
        Name = pool.Name,
        Scheduler = folder.Path,
        Weight = pool.Weight,
        Guarantee = guarantee,
        CurrentAllocation = allocated,
    };
}
