namespace HpcScheduler.Protocol;

/// <summary>
/// Reads what the last run of a task has written, whole: first its output, then its error output. With <see cref="Wait"/> it goes on with what
/// the task writes, as it writes it, until the task has ended.
/// </summary>
/// <param name="JobId">The job.</param>
/// <param name="TaskId">The task.</param>
/// <param name="SubTaskId">The sub-task, 0 for the task itself.</param>
/// <param name="Wait">Follow the task until it has ended; one that has not begun is waited for.</param>
public sealed record ReceiveTask(int JobId, int TaskId, int SubTaskId, bool Wait) : ISchedulerQuery<TaskOutput>
{
    /// <summary>Where to begin, as a piece says of its <see cref="TaskOutput.Next"/>; null for the beginning of the last run.</summary>
    public TaskOutputPlace? From { get; init; }
}
