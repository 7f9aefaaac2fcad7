using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="GetNodeStateHistory"/> from what is on disk.</summary>
internal sealed class GetNodeStateHistoryHandler(SchedulerLoop loop, StoreReader reader)
{
    public async IAsyncEnumerable<Line<HpcNodeHistory>> HandleAsync(
        GetNodeStateHistory request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        if (!caller.IsAdministrator)
            throw new SchedulerException(SchedulerErrors.PermissionDenied, null, caller.Name, "read the history of nodes");
        foreach (var name in (request.Names ?? []).Where(name => !IsKnown(name)))
            yield return new Line<HpcNodeHistory> { Problem = Problem.From(new SchedulerException(SchedulerErrors.NodeNotFound, name, name)) };

        foreach (var history in reader.ListNodeHistory(Time(request.StartDate), Time(request.EndDate), request.Names))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new Line<HpcNodeHistory> { Item = Of(history) };
        }
    }

    private static HpcNodeHistory Of(NodeHistoryRecord history) => new()
    {
        NodeHistoryId = history.NodeHistoryId,
        NodeName = history.NodeName,
        Event = history.Event,
        EventTime = history.EventTime.LocalDateTime,
        Actor = history.Actor,
        Comment = history.Comment,
    };

    // The first and the last of all times have no offset.
    private static DateTimeOffset Time(DateTime time) =>
        time == DateTime.MinValue ? DateTimeOffset.MinValue : time == DateTime.MaxValue ? DateTimeOffset.MaxValue : new DateTimeOffset(time);

    private bool IsKnown(string name) =>
        loop.Nodes.Any(node => node.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        || reader.ListNodeHistory(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, [name]).Any();
}
