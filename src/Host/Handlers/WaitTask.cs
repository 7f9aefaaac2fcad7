using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="WaitTask"/>: the task as it is on disk now, then as it changes, until it has ended or its job has.</summary>
internal sealed class WaitTaskHandler(SchedulerLoop loop, StoreReader reader, HostFolder folder)
{
    public async IAsyncEnumerable<Line<HpcTask>> HandleAsync(WaitTask request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var follower = loop.Feed.Follow([request.JobId], new TaskKey(request.JobId, request.TaskId, request.SubTaskId));
        if (reader.FindJob(request.JobId) is null)
            throw new SchedulerException(SchedulerErrors.JobNotFound, request.JobId, request.JobId);
        var last = GetTaskHandler.Find(reader, request.JobId, request.TaskId, request.SubTaskId);
        yield return new Line<HpcTask> { Item = TaskView.Of(last, folder) };
        if (IsOver(last))
            yield break;
        await foreach (var _ in follower.ChangesAsync(cancellation).ConfigureAwait(false))
        {
            var task = GetTaskHandler.Find(reader, request.JobId, request.TaskId, request.SubTaskId);
            if (task != last)
                yield return new Line<HpcTask> { Item = TaskView.Of(task, folder) };
            last = task;
            if (IsOver(task))
                yield break;
        }
    }

    // A task that is Queued in a job that has ended does not change by itself any more.
    private bool IsOver(TaskRecord task) =>
        task.State.IsEnded() || reader.FindJob(task.Key.JobId) is not { } job || job.State.IsEnded();
}
