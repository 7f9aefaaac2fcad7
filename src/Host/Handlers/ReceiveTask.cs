using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Execution.Local.Unix;
using HpcScheduler.Host.Output;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="ReceiveTask"/> from the files that the task writes.</summary>
internal sealed class ReceiveTaskHandler(SchedulerLoop loop, StoreReader reader, HostFolder folder)
{
    public async IAsyncEnumerable<Line<TaskOutput>> HandleAsync(
        ReceiveTask request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var key = new TaskKey(request.JobId, request.TaskId, request.SubTaskId);
        using var follower = loop.Feed.Follow([request.JobId], [key]);
        var task = Find(key, caller);
        if (task.Instance == 0 && !request.Wait)
            throw new SchedulerException(SchedulerErrors.OutputNotThere, key.ToString(), key, $"it is {task.State} and has not begun");

        var from = request.From;
        if (from is { Instance: < 1 } or { Output: < 0 } or { Error: < 0 })
            throw new SchedulerException(SchedulerErrors.BadRequest, null, "a place in the output of a task has a run from 1 and numbers of bytes from 0");
        foreach (var piece in from is null ? [] : RestOfEarlierRuns(task, from))
            yield return new Line<TaskOutput> { Item = piece };

        var next = follower.NextAsync(cancellation);
        while (true)
        {
            // A new run has files of its own.
            using var output = task.Instance == 0 ? null : OutputOf(task, task.Instance, from);
            var instance = task.Instance;
            while (task.Instance == instance)
            {
                var isOver = IsOver(task);
                var isLast = isOver || !request.Wait;
                foreach (var piece in (isLast ? output?.ReadRest() : output?.ReadNew()) ?? [])
                {
                    CrashPoint.Pass(CrashPoint.OutputRead);
                    yield return new Line<TaskOutput> { Item = piece };
                }

                if (isLast)
                    yield break;

                await Task.WhenAny(next, output?.GrowAsync(cancellation) ?? next).ConfigureAwait(false);
                if (!next.IsCompleted)
                {
                    cancellation.ThrowIfCancellationRequested();
                    continue;
                }

                await next.ConfigureAwait(false);
                next = follower.NextAsync(cancellation);
                task = Find(key, caller);
            }

            // What it wrote at last came with the word that the next one has begun.
            foreach (var piece in output?.ReadRest() ?? [])
                yield return new Line<TaskOutput> { Item = piece };
        }
    }

    // Of a run that was followed and is over by now. Each keeps files of its own; those that the job names are written anew.
    private IEnumerable<TaskOutput> RestOfEarlierRuns(TaskRecord task, TaskOutputPlace from)
    {
        if (from.Instance > task.Instance)
            throw PlaceGone(task.Key, $"there is no run {from.Instance} of it");
        if (from.Instance < task.Instance && !(string.IsNullOrEmpty(task.Properties.Stdout) && string.IsNullOrEmpty(task.Properties.Stderr)))
            throw PlaceGone(task.Key, "it has begun to run again, and writes to the same files");
        for (var instance = from.Instance; instance < task.Instance; instance++)
        {
            using var output = OutputOf(task, instance, from);
            foreach (var piece in output.ReadRest())
                yield return piece;
        }
    }

    private static SchedulerException PlaceGone(TaskKey key, string why) => new(SchedulerErrors.OutputPlaceGone, key.ToString(), key, why);

    private TaskRecord Find(TaskKey key, Caller caller)
    {
        var job = GetTaskHandler.FindJob(reader, key.JobId);
        Permissions.Check<ReceiveTask>(caller, job, $"read the output of task {key.TaskId} of");
        var task = GetTaskHandler.Find(reader, key);
        return task.IsMaster ? throw new SchedulerException(SchedulerErrors.OutputOfMaster, key.ToString(), key) : task;
    }

    private bool IsOver(TaskRecord task) =>
        task.State.IsEnded() || reader.FindJob(task.Key.JobId) is not { } job || job.State.IsEnded();

    private Account OwnerOf(TaskKey key)
    {
        var name = GetTaskHandler.FindJob(reader, key.JobId).Owner;
        return Accounts.Find(name)
            ?? throw new SchedulerException(SchedulerErrors.OutputNotThere, key.ToString(), key, $"the owner of its job, {name}, is no user of this machine");
    }

    private GrowingOutput OutputOf(TaskRecord task, int instance, TaskOutputPlace? from)
    {
        var place = from?.Instance == instance ? from : new(instance, 0, 0);
        var properties = task.Properties;
        var attempt = Path.Join(folder.Attempts, task.Key.ToString(), instance.ToString(System.Globalization.CultureInfo.InvariantCulture));
        // A file that the owner of the job has named is read as the owner, whoever asks: root would follow the owner's links anywhere.
        var owner = folder.IsMachine ? OwnerOf(task.Key) : null;
        var home = owner?.Home ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var workDir = Path.Combine(home, properties.WorkDir ?? "");
        var output = new GrowingOutput(instance, Of(properties.Stdout, "stdout", place.Output), Of(properties.Stderr, "stderr", place.Error));
        if (output.HasBeginning)
            return output;
        output.Dispose();
        throw PlaceGone(task.Key, $"what run {instance} had written by then is gone");

        GrowingFile Of(string? given, string kept, long before) => string.IsNullOrEmpty(given)
            ? new GrowingFile(Path.Join(attempt, kept), owner: null, before)
            : new GrowingFile(
                Path.Combine(workDir, task.Key.SubTaskId == 0 ? given : Asterisks.Replace(given, Asterisks.ValueOf(properties, task.Key.SubTaskId))!), owner, before);
    }
}
