using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="GetPool"/>.</summary>
internal sealed class GetPoolHandler(SchedulerLoop loop, HostFolder folder)
{
    public async IAsyncEnumerable<Line<HpcPool>> HandleAsync(GetPool request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var found = (await loop.AskAsync(core => core.Pools).ConfigureAwait(false))
            .Where(standing => request.Name is null || standing.Pool.Name.Equals(request.Name, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (found.Count == 0)
            throw new SchedulerException(SchedulerErrors.PoolNotFound, request.Name, request.Name);
        foreach (var (pool, guarantee, allocated) in found)
            yield return new Line<HpcPool> { Item = PoolView.Of(pool, guarantee, allocated, folder) };
    }
}
