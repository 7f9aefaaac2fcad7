using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="GetTask"/> from what is on disk.</summary>
internal sealed class GetTaskHandler(StoreReader reader, HostFolder folder)
{
    public async IAsyncEnumerable<Line<HpcTask>> HandleAsync(GetTask request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        if (reader.FindJob(request.JobId) is null)
            throw new SchedulerException(SchedulerErrors.JobNotFound, request.JobId, request.JobId);
        if (request.TaskId is { } taskId)
        {
            var task = Find(reader, request.JobId, taskId, request.SubTaskId ?? 0);
            if (request.State is not { } state || state.HasFlag(task.State))
                yield return new Line<HpcTask> { Item = TaskView.Of(task, folder) };
            yield break;
        }

        foreach (var task in reader.ListTasks(request.JobId, null, null, request.State))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new Line<HpcTask> { Item = TaskView.Of(task, folder) };
        }
    }

    /// <summary>A task or sub-task; a sub-task that is only a number in its sweep gets a record made for it.</summary>
    /// <exception cref="SchedulerException">HpcTaskNotFound.</exception>
    public static TaskRecord Find(StoreReader reader, int jobId, int taskId, int subTaskId)
    {
        var key = new TaskKey(jobId, taskId, subTaskId);
        var master = reader.ListTasks(jobId, taskId, 0, null).FirstOrDefault();
        if (master is null || subTaskId < 0 || subTaskId > master.SubTaskCount)
            throw new SchedulerException(SchedulerErrors.TaskNotFound, key.ToString(), key);
        if (subTaskId == 0)
            return master;
        return reader.ListTasks(jobId, taskId, subTaskId, null).FirstOrDefault() ?? new TaskRecord
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
