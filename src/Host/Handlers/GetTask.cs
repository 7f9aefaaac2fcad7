using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="GetTask"/> from what is on disk.</summary>
internal sealed class GetTaskHandler(SchedulerLoop loop, StoreReader reader, HostFolder folder)
{
    public async IAsyncEnumerable<Line<HpcTask>> HandleAsync(GetTask request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var job = FindJob(reader, request.JobId);
        Permissions.Check<GetTask>(caller, job, "list the tasks of");
        var views = new TaskViews(loop, reader, folder, job);
        if (request.TaskId is { } taskId)
        {
            var task = Find(reader, new TaskKey(request.JobId, taskId, request.SubTaskId ?? 0));
            if (request.State is not { } state || state.HasFlag(task.State))
                yield return new Line<HpcTask> { Item = views.Of(task) };
            yield break;
        }

        foreach (var task in reader.ListTasks(request.JobId, null, null, request.State))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new Line<HpcTask> { Item = views.Of(task) };
        }
    }

    /// <summary>A job.</summary>
    /// <exception cref="SchedulerException">HpcJobNotFound.</exception>
    public static JobRecord FindJob(StoreReader reader, int id) =>
        reader.FindJob(id) ?? throw new SchedulerException(SchedulerErrors.JobNotFound, id, id);

    /// <summary>A task or sub-task; a sub-task that is only a number in its sweep gets a record made for it.</summary>
    /// <exception cref="SchedulerException">HpcTaskNotFound.</exception>
    public static TaskRecord Find(StoreReader reader, TaskKey key)
    {
        var master = reader.ListTasks(key.JobId, key.TaskId, 0, null).FirstOrDefault();
        if (master is null || key.SubTaskId < 0 || key.SubTaskId > master.SubTaskCount)
            throw new SchedulerException(SchedulerErrors.TaskNotFound, key.ToString(), key);
        if (key.SubTaskId == 0)
            return master;
        return reader.ListTasks(key.JobId, key.TaskId, key.SubTaskId, null).FirstOrDefault() ?? new TaskRecord
        {
            Key = key,
            Properties = master.Properties,
            State = master.UnexpandedState,
            CreateTime = master.CreateTime,
            SubmitTime = master.SubmitTime,
            ChangeTime = master.ChangeTime,
        };
    }
}
