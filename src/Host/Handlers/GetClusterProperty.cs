using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="GetClusterProperty"/>.</summary>
internal sealed class GetClusterPropertyHandler(SchedulerLoop loop)
{
    public async IAsyncEnumerable<Line<HpcVariable>> HandleAsync(GetClusterProperty request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var found = loop.ClusterProperties.List()
            .Where(variable => request.Name is null || variable.Name.Equals(request.Name, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (found.Count == 0)
            throw new SchedulerException(SchedulerErrors.ClusterPropertyNotFound, request.Name, request.Name);
        foreach (var variable in found)
            yield return new Line<HpcVariable> { Item = variable };
    }
}
