using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="GetGroup"/>.</summary>
internal sealed class GetGroupHandler(SchedulerLoop loop, HostFolder folder)
{
    public async IAsyncEnumerable<Line<HpcGroup>> HandleAsync(GetGroup request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var groups = loop.NodeGroups;
        foreach (var name in NamePatterns.Missing(request.Names, groups.Select(group => group.Name)))
            yield return Unknown(name);
        foreach (var id in (request.Ids ?? []).Except(groups.Select(group => group.Id)))
            yield return Unknown(id);
        var names = NamePatterns.Read(request.Names);
        foreach (var group in groups.Where(group => names.Match(group.Name) && request.Ids?.Contains(group.Id) != false))
            yield return new Line<HpcGroup> { Item = GroupView.Of(group, folder) };
    }

    private static Line<HpcGroup> Unknown(object named) =>
        new() { Problem = Problem.From(new SchedulerException(SchedulerErrors.UnknownNodeGroup, named, named)) };
}
