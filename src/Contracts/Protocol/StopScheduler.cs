namespace HpcScheduler.Protocol;

/// <summary>
/// Stops the host. Running tasks go on and are adopted by the next host. Requests that were taken are answered; callers who wait for jobs
/// get HpcSchedulerStopping. The reply is sent before the host ends; it has ended when its process is gone.
/// </summary>
/// <param name="Force">Let other callers go without an answer.</param>
public sealed record StopScheduler(bool Force) : ISchedulerRequest<StopSchedulerReply>;

/// <summary>What becomes of a host that is to stop.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="Tasks">The tasks and sub-tasks that go on without it, in the order of their numbers; null from a host of an earlier version.</param>
public sealed record StopSchedulerReply(int ProcessId, IReadOnlyList<RunningTask>? Tasks);

/// <summary>A task that runs.</summary>
/// <param name="JobId">The job.</param>
/// <param name="TaskId">The task.</param>
/// <param name="SubTaskId">The sub-task, 0 for the task itself.</param>
/// <param name="ProcessId">The process below which its command line runs; 0 while it is being started.</param>
public sealed record RunningTask(int JobId, int TaskId, int SubTaskId, int ProcessId)
{
    /// <summary>Its number as Get-HpcTask shows it, and its process.</summary>
    public override string ToString() =>
        $"{JobId}.{TaskId}{(SubTaskId == 0 ? "" : $".{SubTaskId}")} ({(ProcessId == 0 ? "being started" : $"process {ProcessId}")})";
}
