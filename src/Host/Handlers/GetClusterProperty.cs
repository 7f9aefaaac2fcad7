using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="GetClusterProperty"/>: environment variables first, then the others.</summary>
internal sealed class GetClusterPropertyHandler(SchedulerLoop loop)
{
    // There whether they have a value or not (cmdlets reference, section 7.2).
    private static readonly string[] AlwaysThere = ["CCP_MPI_NETMASK", "CCP_SERVICEREGISTRATION_PATH", "WCF_NETWORKPREFIX"];

    public async IAsyncEnumerable<Line<HpcVariable>> HandleAsync(GetClusterProperty request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var settings = loop.ClusterProperties;
        var found = Variables(settings).Where(_ => request.Set is null or ClusterPropertySet.Environment)
            .Concat(settings.List().Where(variable => request.Set is null || ClusterPropertyTable.Find(variable.Name).Set == request.Set))
            .Where(variable => request.Name is null || variable.Name.Equals(request.Name, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (found.Count == 0 && request.Name is not null)
            throw new SchedulerException(SchedulerErrors.ClusterPropertyNotFound, request.Name, request.Name);
        foreach (var variable in found)
            yield return new Line<HpcVariable> { Item = variable };
    }

    private IEnumerable<HpcVariable> Variables(ClusterProperties settings)
    {
        var variables = new SortedDictionary<string, string>(AlwaysThere.ToDictionary(name => name, _ => ""), StringComparer.Ordinal)
        {
            ["CCP_CLUSTER_NAME"] = loop.ClusterName,
        };
        foreach (var variable in settings.Environment)
        {
            var equals = variable.IndexOf('=', StringComparison.Ordinal);
            variables[variable[..equals]] = variable[(equals + 1)..];
        }

        return variables.Select(variable => new HpcVariable(variable.Key, variable.Value));
    }
}
