using HpcScheduler.Core;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Execution.Local;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="StopScheduler"/>; the host ends while the answer is on its way.</summary>
internal sealed class StopSchedulerHandler(StoreReader reader, HostFolder folder, Action<bool> stop)
{
    private const JobState Working = JobState.Running | JobState.Finishing | JobState.Canceling;

    public Task<StopSchedulerReply> HandleAsync(StopScheduler request, Caller caller, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult(new StopSchedulerReply(Environment.ProcessId, [.. reader.ListJobs(new JobFilter { State = Working }).SelectMany(TasksOf)]));
        }
        finally
        {
            // Also where the records cannot be read any more.
            stop(request.Force);
        }
    }

    private IEnumerable<RunningTask> TasksOf(JobRecord job) => reader.ListTasks(job.Id, null, null, null)
        .Where(task => !task.IsMaster && task.State is (TaskState.Dispatching or TaskState.Running or TaskState.Finishing or TaskState.Canceling))
        .Select(task => new RunningTask(
            task.Key.JobId,
            task.Key.TaskId,
            task.Key.SubTaskId,
            AttemptProcesses.RunnerOf(folder.Attempts, new AttemptKey(task.Key, task.Instance)) ?? 0));
}
