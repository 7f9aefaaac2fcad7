using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// What the engine tells of an attempt, and what follows for the task, its sweep and its job (scheduler reference, section 2.3,
/// T6 to T13 and T26). A word about an older run than the present one is dropped.
/// </summary>
internal static class TaskEnding
{
    /// <summary>How often a task whose process was lost runs again by itself (TaskRetryCount, scheduler reference, section 4.1).</summary>
    public const int TaskRetryCount = 3;

    public static void Started(Turn turn, AttemptKey key, DateTimeOffset time)
    {
        if (Find(turn, key) is ({ } _, { State: TaskState.Dispatching } task))
            turn.Move(task, TaskEvent.Started, record => record with { StartTime = time });
    }

    public static void Ended(Turn turn, AttemptKey key, AttemptEnd end)
    {
        turn.Ledger.FencedCores.Remove(key);
        if (Find(turn, key) is not ({ } job, { } task))
            return;
        if (end.Survivors.Count > 0)
            turn.Ledger.FencedCores[key] = task.AllocatedCores;
        Settle(turn, job, task, end);
    }

    /// <summary>Ends a task whose processes do not go away: its cores stay fenced off until they do.</summary>
    public static void GiveUp(Turn turn, JobEntry job, TaskRecord task)
    {
        turn.Ledger.FencedCores[new AttemptKey(task.Key, task.Instance)] = task.AllocatedCores;
        Settle(turn, job, task, new AttemptEnd
        {
            Outcome = AttemptOutcome.Killed,
            Time = turn.Now,
            Message = "Its processes were killed but do not end.",
        });
    }

    /// <summary>
    /// Gives a sweep or node release task its end, once none of its sub-tasks runs and none can run any more: because none is left, the
    /// task was stopped, or (<paramref name="isLast"/>) its job ends.
    /// </summary>
    public static void CloseMaster(Turn turn, JobEntry job, TaskEntry task, bool isLast = false)
    {
        var record = task.Record;
        var counts = task.SubTaskCounts;
        if (!record.IsMaster || record.State.IsEnded() || counts.Active > 0)
            return;
        if (!record.State.IsActive())
        {
            // Its last sub-tasks were canceled before any of them ran.
            if (counts.Queued + counts.Configuring == 0)
                End(turn, job, task, TaskEvent.SubTasksCanceled);
            return;
        }

        var isRelease = record.Type == TaskType.NodeRelease;
        var isStopped = isLast || record.State == TaskState.Canceling || record.CancelRequest != CancelRequest.None;
        if (counts.Queued + counts.Configuring > 0 && !isStopped)
            return;

        var isCanceled = record.State == TaskState.Canceling || (isRelease
            ? counts.Queued > 0
            : job.Record.EndState == JobState.Canceled && counts.Finished < record.SubTaskCount);
        var @event = isCanceled ? TaskEvent.SubTasksCanceled
            : counts.Failed > 0 && record.State == TaskState.Running ? TaskEvent.SubTasksFailed
            : TaskEvent.SubTasksFinished;
        End(turn, job, task, @event);
    }

    private static (JobEntry Job, TaskRecord Task)? Find(Turn turn, AttemptKey key) =>
        turn.Ledger.Find(key.Task.JobId) is { } job
        && job.Active.TryGetValue(key.Task, out var task)
        && task.Instance == key.Instance
            ? (job, task)
            : null;

    private static void End(Turn turn, JobEntry job, TaskEntry task, TaskEvent @event)
    {
        var counts = task.SubTaskCounts;
        turn.Move(task.Record, @event, next => next with
        {
            EndTime = turn.Now,
            StopPhase = StopPhase.None,
            Deadline = null,
            ErrorCode = @event switch
            {
                TaskEvent.SubTasksFailed => ReasonCodes.TaskFailure,
                TaskEvent.SubTasksCanceled => next.CancelRequest == CancelRequest.None
                    ? ReasonCodes.TasksJobCanceled
                    : ReasonCodes.CanceledByUser,
                _ => next.ErrorCode,
            },
            ErrorMessage = @event switch
            {
                TaskEvent.SubTasksFailed => $"{counts.Failed} of {next.SubTaskCount} sub-tasks failed.",
                TaskEvent.SubTasksCanceled when next.CancelRequest == CancelRequest.None => $"Job {next.Key.JobId} was canceled.",
                _ => next.ErrorMessage,
            },
        });
        DependencyGraph.Ended(job, task);
    }

    private static void Settle(Turn turn, JobEntry job, TaskRecord task, AttemptEnd end)
    {
        var @event = EventOf(task, end);
        var ended = turn.Move(task, @event, record => Outcome(job.Record, record, @event, end) with
        {
            EndTime = TaskLifecycle.Next(task.State, @event).IsEnded() ? end.Time : null,
            StopPhase = StopPhase.None,
            Deadline = null,
        });
        AfterEnd(turn, job, ended);
    }

    private static void AfterEnd(Turn turn, JobEntry job, TaskRecord task)
    {
        // A task canceled on its own, but withdrawn before its process was started, was canceled before it ran.
        if (task is { State: TaskState.Queued, CancelRequest: not CancelRequest.None })
            task = StopTaskRules.CancelUnstarted(turn, task);
        var entry = job.Tasks[task.Key.TaskId];
        if (task.Key.SubTaskId != 0)
            CloseMaster(turn, job, entry);
        else if (task.State.IsEnded())
            DependencyGraph.Ended(job, entry);
        JobEnding.Advance(turn, job);
    }

    private static TaskEvent EventOf(TaskRecord task, AttemptEnd end)
    {
        if (task.State is TaskState.Canceling or TaskState.Finishing)
            return end.Outcome == AttemptOutcome.NotStarted ? TaskEvent.Withdrawn : TaskEvent.Stopped;
        return end.Outcome switch
        {
            AttemptOutcome.Exited => end.ExitCode == 0 ? TaskEvent.ExitValid : TaskEvent.ExitInvalid,
            AttemptOutcome.NotStarted => TaskEvent.NotStarted,
            AttemptOutcome.Lost or AttemptOutcome.Killed => MayRunAgain(task, end) ? TaskEvent.LostAndRerun : TaskEvent.Lost,
            _ => TaskEvent.StartFailed,
        };
    }

    private static bool MayRunAgain(TaskRecord task, AttemptEnd end) =>
        end.Survivors.Count == 0 && task.Type != TaskType.NodeRelease && (task.Properties.Rerunnable ?? true) && task.AutoRequeueCount < TaskRetryCount;

    private static TaskRecord Outcome(JobRecord job, TaskRecord task, TaskEvent @event, AttemptEnd end)
    {
        var known = task with { ExitCode = end.ExitCode, Output = end.Output };
        return @event switch
        {
            TaskEvent.ExitInvalid => known with
            {
                ErrorCode = ReasonCodes.TaskExecutionFailure,
                ErrorMessage = $"The task ended with exit code {end.ExitCode}."
                    + (end.ExitCode is > 128 and <= 192 ? $" Signal {end.ExitCode - 128} ended it." : ""),
            },
            TaskEvent.Stopped when task.State == TaskState.Finished => known with
            {
                ErrorCode = ReasonCodes.TaskFinishedDuringExecution,
                ErrorMessage = task.CancelRequest == CancelRequest.None ? $"Job {job.Id} was finished." : task.CancelMessage,
            },
            TaskEvent.Stopped when task.CancelRequest != CancelRequest.None => known with
            {
                ErrorCode = ReasonCodes.TaskCanceledDuringExecution,
                ErrorMessage = task.CancelMessage,
            },
            TaskEvent.Stopped => known with
            {
                ErrorCode = ReasonCodes.TasksJobCanceled,
                ErrorMessage = task.Type == TaskType.NodeRelease
                    ? "The node release task was stopped."
                    : $"Job {job.Id} was canceled.",
            },
            TaskEvent.StartFailed => known with { ErrorCode = StartCode(end.Outcome), ErrorMessage = end.Message },
            TaskEvent.Lost => known with { ErrorCode = ReasonCodes.ProcessDead, ErrorMessage = end.Message },
            TaskEvent.LostAndRerun => known with { ExitCode = null, StartTime = null, AutoRequeueCount = task.AutoRequeueCount + 1 },
            TaskEvent.NotStarted or TaskEvent.Withdrawn => known with { ExitCode = null, StartTime = null },
            _ => known,
        };
    }

    private static int StartCode(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.WorkDirFailed => ReasonCodes.WorkingDirectoryNotFound,
        AttemptOutcome.StdinFailed => ReasonCodes.FailedToOpenStandardInput,
        AttemptOutcome.StdoutFailed => ReasonCodes.FailedToOpenStandardOutput,
        AttemptOutcome.StderrFailed => ReasonCodes.FailedToOpenStandardError,
        _ => ReasonCodes.StartFailedOnNode,
    };
}
