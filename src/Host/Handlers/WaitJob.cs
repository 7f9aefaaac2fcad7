using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="WaitJob"/>: what is on disk now, then what changes, until enough jobs are where they are waited for.</summary>
internal sealed class WaitJobHandler(SchedulerLoop loop, StoreReader reader, HostFolder folder)
{
    private const JobState Ended = JobState.Finished | JobState.Failed | JobState.Canceled;

    public async IAsyncEnumerable<Line<HpcJob>> HandleAsync(WaitJob request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var wanted = request.State ?? Ended;
        var waiting = request.Ids.ToHashSet();
        using var follower = loop.Feed.Follow(waiting);
        foreach (var id in request.Ids.Distinct())
        {
            var line = Read(id, caller);
            yield return line;
            if (IsDone(line, wanted) && (!waiting.Remove(id) || request.Any))
                yield break;
        }

        if (waiting.Count == 0)
            yield break;
        await foreach (var id in follower.ChangesAsync(cancellation).ConfigureAwait(false))
        {
            if (!waiting.Contains(id))
                continue;
            var line = Read(id, caller);
            yield return line;
            if (IsDone(line, wanted) && waiting.Remove(id) && (request.Any || waiting.Count == 0))
                yield break;
        }
    }

    private static bool IsDone(Line<HpcJob> line, JobState wanted) =>
        line.Item is null || (line.Item.State & wanted) != 0 || line.Item.State.IsEnded();

    private Line<HpcJob> Read(int id, Caller caller) => reader.FindJob(id) is { } job
        ? new Line<HpcJob> { Item = JobView.For(caller, job, folder, loop.Fences) }
        : new Line<HpcJob> { Problem = Problem.From(new SchedulerException(SchedulerErrors.JobNotFound, id, id)) };
}
