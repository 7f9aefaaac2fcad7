using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="GetNode"/>.</summary>
internal sealed class GetNodeHandler(SchedulerLoop loop, StoreReader reader, HostFolder folder)
{
    public async IAsyncEnumerable<Line<HpcNode>> HandleAsync(GetNode request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var (nodes, groups) = (loop.Nodes, loop.NodeGroups);
        foreach (var name in NamePatterns.Missing(request.Names, nodes.Select(node => node.Name)))
            yield return Problem(SchedulerErrors.NodeNotFound, name);
        foreach (var name in (request.Groups ?? []).Except(groups.Select(group => group.Name), StringComparer.OrdinalIgnoreCase))
            yield return Problem(SchedulerErrors.UnknownNodeGroup, name);

        var members = request.Groups is null ? null : groups
            .Where(group => request.Groups.Contains(group.Name, StringComparer.OrdinalIgnoreCase))
            .SelectMany(group => group.Nodes)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var views = new NodeViews(loop, reader, folder);
        var names = NamePatterns.Read(request.Names);
        var templates = NamePatterns.Read(request.Templates);
        foreach (var record in nodes.Where(node => names.Match(node.Name) && members?.Contains(node.Name) != false))
        {
            var node = views.Of(record);
            if (Passes(node, request) && templates.Match(node.Template))
                yield return new Line<HpcNode> { Item = node };
        }
    }

    private static bool Passes(HpcNode node, GetNode request) =>
        request.States?.Contains(node.NodeState) != false
        && request.Health?.Contains(node.NodeHealth) != false
        && request.HealthStates?.Contains(node.HealthState) != false
        && request.Locations?.Any(location => NodeLocation.IsWithin(node.Location, location)) != false;

    private static Line<HpcNode> Problem(SchedulerError error, string name) =>
        new() { Problem = Protocol.Problem.From(new SchedulerException(error, name, name)) };
}
