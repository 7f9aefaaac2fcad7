using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="WaitTask"/>: the tasks as they are on disk now, then as they change, until enough are where they are waited for.</summary>
internal sealed class WaitTaskHandler(SchedulerLoop loop, StoreReader reader, HostFolder folder)
{
    private const TaskState Ended = TaskState.Finished | TaskState.Failed | TaskState.Canceled;

    public async IAsyncEnumerable<Line<HpcTask>> HandleAsync(WaitTask request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (request.Tasks.Count == 0)
            yield break;
        var jobId = request.Tasks[0].JobId;
        if (request.Tasks.Any(task => task.JobId != jobId))
            throw new SchedulerException(SchedulerErrors.BadRequest, null, "its tasks are of several jobs");
        using var follower = loop.Feed.Follow([jobId], request.Tasks);
        Permissions.Check<WaitTask>(caller, GetTaskHandler.FindJob(reader, jobId), "wait for tasks of");
        var waiting = new Dictionary<TaskKey, TaskRecord?>();
        foreach (var key in request.Tasks)
            waiting[key] = null;

        while (true)
        {
            foreach (var key in waiting.Keys.ToList())
            {
                if (Look(waiting, key, request) is not { } news)
                    continue;
                yield return news.Line;
                if (news.IsDone && waiting.Remove(key) && (request.Any || waiting.Count == 0))
                    yield break;
            }

            await follower.NextAsync(cancellation).ConfigureAwait(false);
        }
    }

    private (Line<HpcTask> Line, bool IsDone)? Look(Dictionary<TaskKey, TaskRecord?> waiting, TaskKey key, WaitTask request)
    {
        try
        {
            var task = GetTaskHandler.Find(reader, key);
            var job = GetTaskHandler.FindJob(reader, key.JobId);
            var isDone = ((request.State ?? Ended) & task.State) != 0 || IsOver(task, job);
            if (task == waiting[key] && !isDone)
                return null;
            waiting[key] = task;
            return (new Line<HpcTask> { Item = new TaskViews(loop, reader, folder, job).Of(task) }, isDone);
        }
        catch (SchedulerException exception)
        {
            return (new Line<HpcTask> { Problem = Problem.From(exception) }, true);
        }
    }

    // A task that is Queued in a job that has ended does not change by itself any more.
    private static bool IsOver(TaskRecord task, JobRecord job) => task.State.IsEnded() || job.State.IsEnded();
}
