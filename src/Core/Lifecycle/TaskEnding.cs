using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// What the engine tells of an attempt, and what follows for the task, its sweep and its job (scheduler reference, section 2.3,
/// T6 to T13 and T26). A word about an older run than the present one is dropped.
/// </summary>
internal static class TaskEnding
{
    // A service whose instances fail at once would otherwise start them as fast as it can: 1 s, 2 s, 4 s and so on.
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>After how long is looked whether there is room again.</summary>
    public static readonly TimeSpan RoomPause = TimeSpan.FromSeconds(30);

    public static void Started(Turn turn, AttemptKey key, DateTimeOffset time)
    {
        if (Find(turn, key) is not ({ } _, { State: TaskState.Dispatching } task))
            return;
        var started = turn.Move(task, TaskEvent.Started, record => record with { StartTime = time });
        turn.Deadlines.Add(key.Task, Deadlines.RunTimeEnd(started));
    }

    public static void Ended(Turn turn, AttemptKey key, AttemptEnd end)
    {
        var found = Find(turn, key);
        if (end.Survivors.Count == 0)
            turn.Ledger.Unfence(key);
        else if ((found?.Task ?? turn.Ledger.Fences.GetValueOrDefault(key)?.Task) is { } held)
            turn.Ledger.Fence(key, held, end.Survivors);
        if (found is not ({ } job, { } task))
            return;
        if (task is { State: TaskState.Dispatching, StopPhase: StopPhase.Kill } && end.Outcome != AttemptOutcome.Exited)
            end = end with { Message = $"It did not start in time. {end.Message}" };

        // Its folder was lost, or a copy of the database was put into another one: it is not certain that it never ran.
        if (end is { Outcome: AttemptOutcome.NotStarted, IsForgotten: true } && task.State == TaskState.Running)
            end = end with { Outcome = AttemptOutcome.Lost, Message = "It had been started, but nothing is left of its run." };
        Settle(turn, job, task, end);
    }

    /// <summary>Starts nothing for a while: there is no room for what is kept of an attempt.</summary>
    public static void WaitForRoom(Turn turn)
    {
        turn.Ledger.NoRoomUntil = turn.Now + RoomPause;
        turn.Deadlines.Add(DeadlineQueue.Nobody, turn.Ledger.NoRoomUntil);
    }

    /// <summary>Fences the cores of an attempt off whose processes an earlier host could not kill. If its task has run since, they are that one's.</summary>
    public static void FenceAgain(Turn turn, AttemptKey key, IReadOnlyList<int> processes)
    {
        var task = turn.Store.LoadJob(key.Task.JobId)?.Tasks.FirstOrDefault(task => task.Key == key.Task);
        if (task?.Instance == key.Instance)
            turn.Ledger.Fence(key, task, processes);
    }

    /// <summary>Ends a task whose processes do not go away: its cores stay fenced off until they do.</summary>
    public static void GiveUp(Turn turn, JobEntry job, TaskRecord task)
    {
        var key = new AttemptKey(task.Key, task.Instance);
        turn.Ledger.Fence(key, task, []);
        turn.Effects.Add(new Effect.GiveUp(key));
        Settle(turn, job, task, new AttemptEnd
        {
            Outcome = AttemptOutcome.Killed,
            Time = turn.Now,
            Message = task.State == TaskState.Dispatching ? "It did not start in time, and what there is of it does not end." : "Its processes were killed but do not end.",
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
        if (record.Type == TaskType.Service && !isLast && record.CancelRequest == CancelRequest.None && record.NextSubTaskId <= Limits.SubTasks)
            return;
        if (!record.State.IsActive())
        {
            // Its last sub-tasks were canceled before any of them ran.
            if (counts.Queued + counts.Configuring == 0)
                End(turn, job, task, TaskEvent.SubTasksCanceled);
            return;
        }

        var isStopped = isLast || record.State == TaskState.Canceling || record.CancelRequest != CancelRequest.None;
        if (counts.Queued + counts.Configuring > 0 && !isStopped)
            return;

        // Sub-tasks of a node task that are left are of nodes that the job had in an earlier run.
        var isCanceled = record.State == TaskState.Canceling || (record.IsNodeTask
            ? counts.Queued > 0 && counts.Finished + counts.Failed == 0
            : job.Record.EndState == JobState.Canceled && (record.Type == TaskType.Service || counts.Finished < record.SubTaskCount))
            || (job.Record.State == JobState.Canceling && counts.Queued > 0 && counts.Failed == 0 && !record.IsNodeTask);
        // Whoever finishes a service is content with what it has done.
        var isServiceOfFinished = record.Type == TaskType.Service && job.Record.EndState == JobState.Finished;
        var @event = isCanceled ? TaskEvent.SubTasksCanceled
            : counts.Failed > 0 && record.State == TaskState.Running && !isServiceOfFinished ? TaskEvent.SubTasksFailed
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
        DependencyGraph.Ended(turn, job, task);
    }

    private static void Settle(Turn turn, JobEntry job, TaskRecord task, AttemptEnd end)
    {
        if (end.Outcome == AttemptOutcome.NoRoom)
            WaitForRoom(turn);
        var @event = EventOf(turn, job.Record, task, end);
        var ended = turn.Move(task, @event, record => Outcome(job.Record, record, @event, end) with
        {
            EndTime = TaskLifecycle.Next(task.State, @event).IsEnded() ? end.Time : null,
            StopPhase = StopPhase.None,
            Deadline = null,
        });
        if (@event == TaskEvent.StoppedToRestart || (@event == TaskEvent.Withdrawn && IsMovedOn(task.CancelRequest)))
            ended = PutRestarted(turn, ended);
        AfterEnd(turn, job, ended);
    }

    // It was stopped for what is no affair of its own.
    private static bool IsMovedOn(CancelRequest request) =>
        request is CancelRequest.TaskCancelOnRequeue or CancelRequest.Preemption or CancelRequest.ResourceFailure or CancelRequest.NodeNotUsableByJob;

    // It runs again as one that was queued again after its end would.
    private static TaskRecord PutRestarted(Turn turn, TaskRecord task)
    {
        turn.Ledger.Put(SubmitJobRules.Reset(turn, task));
        return SubmitJobRules.Reset(turn, task);
    }

    private static void AfterEnd(Turn turn, JobEntry job, TaskRecord task)
    {
        // A task canceled on its own, but withdrawn before its process was started, was canceled before it ran.
        if (task is { State: TaskState.Queued, CancelRequest: not CancelRequest.None })
            task = StopTaskRules.CancelUnstarted(turn, task);
        var entry = job.Tasks[task.Key.TaskId];
        if (entry.Record.Type == TaskType.Service && task.State.IsEnded())
            Pause(turn, entry, task.State == TaskState.Failed);
        if (task.Key.SubTaskId != 0)
            CloseMaster(turn, job, entry);
        else if (task.State.IsEnded())
            DependencyGraph.Ended(turn, job, entry);
        if (task.State == TaskState.Failed)
            FailFast.Judge(turn, job, entry, task);
        if (entry == job.NodePrep)
            Prepared(turn, job, task);
        else if (entry == job.NodeRelease)
            Released(turn, job, task);
        JobEnding.Advance(turn, job);
    }

    private static void Pause(Turn turn, TaskEntry service, bool failed)
    {
        var failures = failed ? service.Record.ExecutionFailureRetryCount + 1 : 0;
        if (failures == service.Record.ExecutionFailureRetryCount)
            return;
        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures - 1, 10)));
        var resume = failed ? turn.Now + (pause < LongestPause ? pause : LongestPause) : (DateTimeOffset?)null;
        turn.Ledger.Put(service.Record with { ExecutionFailureRetryCount = failures, ResumeTime = resume });
        turn.Deadlines.Add(service.Record.Key, resume);
    }

    /// <summary>
    /// The node could not be prepared, so that no task of the job has started. If what the preparation ran on failed, the job is tried
    /// again (scheduler reference, section 2.2, J25 and J26); else it has no node to run on (section 2.3, T27).
    /// </summary>
    private static void Prepared(Turn turn, JobEntry job, TaskRecord prep)
    {
        if (job.Record.State != JobState.Running)
            return;
        var node = prep.AllocatedNodes[0];
        if (prep.State == TaskState.Finished && job.Record.AllocatedNodes.Contains(node))
            turn.Ledger.Put(job.Record with { PreparedNodes = [.. job.Record.PreparedNodes.Except([node]), node] });
        else if (prep.State == TaskState.Failed && prep.CancelRequest is not (CancelRequest.ResourceFailure or CancelRequest.NodeNotUsableByJob))
            FailPrepared(turn, job, prep, node);
    }

    // The node is kept from the job from now on, if the job can do without.
    private static void FailPrepared(Turn turn, JobEntry job, TaskRecord prep, string node)
    {
        var isSystem = prep.ErrorCode is ReasonCodes.ProcessDead or ReasonCodes.StartFailedOnNode;
        if (isSystem && job.Active.Count == 0 && job.Record.AutoRequeueCount < turn.Ledger.ClusterProperties.JobRetryCount)
        {
            CloseMaster(turn, job, job.NodePrep!, isLast: true);
            JobEnding.BackToQueue(turn, job, JobEvent.Retry);
            SubmitJobRules.EnterQueue(turn, job, []);
            return;
        }

        var properties = job.Record.Properties;
        var without = properties with { ExcludedNodes = [.. properties.ExcludedNodes ?? [], node] };
        if (!job.Requires(node) && NodeRules.CouldRun(turn.Ledger, job.Record, without))
        {
            turn.Ledger.Put(job.Record with { Properties = without, ChangeTime = turn.Now });
            JobHistory.Note(turn, job.Record, JobHistoryEvent.PropChange, $"ExcludedNodes: node {node} could not be prepared: {prep.ErrorMessage}");
            return;
        }

        turn.Move(job, JobEvent.Fail, record => record with
        {
            EndState = JobState.Failed,
            IsLeaving = false,
            ErrorCode = isSystem ? ReasonCodes.ResourceFailure : ReasonCodes.NodePrepTaskFailure,
            ErrorMessage = $"Node {node} could not be prepared: {prep.ErrorMessage}",
        });
        if (job.Active.Count > 0)
            StopJobRules.StopTasks(turn, job, TaskEvent.Cancel);
    }

    // A node that a job left while it goes on is its node no longer. One that was never started is started again.
    private static void Released(Turn turn, JobEntry job, TaskRecord release)
    {
        var node = release.AllocatedNodes[0];
        if (release.State == TaskState.Queued)
        {
            if (job.Record.StopPhase is StopPhase.Release or StopPhase.ReleaseKill)
                JobEnding.ReleaseNodes(turn, job, [node], release.Key.SubTaskId);
            else
                NodeWork.Release(turn, job, node, release.Key.SubTaskId);
            return;
        }

        if (job.Record.StopPhase is not (StopPhase.Release or StopPhase.ReleaseKill) && job.Record.Shares.Any(share => share.Node == node && share.Cores == 0))
            turn.Ledger.Put(job.Record.WithShares([.. job.Record.Shares.Where(share => share.Node != node)]));
    }

    private static TaskEvent EventOf(Turn turn, JobRecord job, TaskRecord task, AttemptEnd end)
    {
        if (task.State is TaskState.Canceling or TaskState.Finishing)
        {
            // One whose processes may still be there must not run beside them.
            var isToRun = !task.IsNodeTask && IsMovedOn(task.CancelRequest)
                && (task.CancelRequest == CancelRequest.TaskCancelOnRequeue || task.Properties.Rerunnable != false);
            var isRestart = isToRun && task.State == TaskState.Canceling && job.State == JobState.Running
                && !turn.Ledger.Fences.ContainsKey(new AttemptKey(task.Key, task.Instance));
            return end.Outcome is AttemptOutcome.NotStarted or AttemptOutcome.NoRoom ? TaskEvent.Withdrawn
                : isRestart ? TaskEvent.StoppedToRestart
                : TaskEvent.Stopped;
        }

        var mayRunAgain = MayRunAgain(turn, task, end);
        return end.Outcome switch
        {
            AttemptOutcome.Exited when IsValid(job, task, end.ExitCode) => TaskEvent.ExitValid,
            AttemptOutcome.Exited => MayRetry(job, task, end) ? TaskEvent.ExitInvalidAndRerun : TaskEvent.ExitInvalid,
            // It would write as much again.
            AttemptOutcome.OutputTooLarge => TaskEvent.ExitInvalid,
            AttemptOutcome.NotStarted => TaskEvent.NotStarted,
            // A node release task has its time, and whoever waits for a command sees at once why it did not run.
            AttemptOutcome.NoRoom when task.Type != TaskType.NodeRelease && !job.IsCommand => TaskEvent.NotStarted,
            AttemptOutcome.Lost or AttemptOutcome.Killed => mayRunAgain ? TaskEvent.LostAndRerun : TaskEvent.Lost,
            AttemptOutcome.StartFailed when mayRunAgain => TaskEvent.StartFailedAndRerun,
            _ => TaskEvent.StartFailed,
        };
    }

    // The task's own list replaces that of its job (scheduler reference, section 5.1).
    private static bool IsValid(JobRecord job, TaskRecord task, int? exitCode)
    {
        var list = string.IsNullOrEmpty(task.Properties.ValidExitCodes) ? job.Properties.ValidExitCodes : task.Properties.ValidExitCodes;
        return string.IsNullOrEmpty(list) ? exitCode == 0 : exitCode is { } code && ExitCodeList.Parse(list, "ValidExitCodes").Contains(code);
    }

    // After what the system did. A job that is being stopped starts nothing more, but a task lost meanwhile is as if it had not run.
    private static bool MayRunAgain(Turn turn, TaskRecord task, AttemptEnd end) =>
        end.Survivors.Count == 0 && !task.IsNodeTask && (task.Properties.Rerunnable ?? true)
        && !turn.Ledger.Fences.ContainsKey(new AttemptKey(task.Key, task.Instance)) && task.AutoRequeueCount < turn.Ledger.ClusterProperties.TaskRetryCount;

    // After what the command line did itself.
    private static bool MayRetry(JobRecord job, TaskRecord task, AttemptEnd end) =>
        end.Survivors.Count == 0 && job.State == JobState.Running && task.Type is TaskType.Basic or TaskType.ParametricSweep
        && task.ExecutionFailureRetryCount < (job.Properties.TaskExecutionFailureRetryLimit ?? 0);

    private static string OutOfMemory(TaskRecord task, AttemptEnd end) =>
        end.RanOutOfMemory ? $" There was not enough memory on node {string.Join(", ", task.AllocatedNodes)}, and the system ended processes of it." : "";

    private static TaskRecord Outcome(JobRecord job, TaskRecord task, TaskEvent @event, AttemptEnd end)
    {
        var known = task with { ExitCode = end.ExitCode, Output = end.Output };
        return @event switch
        {
            TaskEvent.ExitInvalid => known with
            {
                ErrorCode = task.Type == TaskType.NodePrep ? ReasonCodes.NodePrepTaskFailure : ReasonCodes.TaskExecutionFailure,
                ErrorMessage = end.Outcome == AttemptOutcome.OutputTooLarge ? end.Message : $"The task ended with exit code {end.ExitCode}."
                    + (end.ExitCode is > 128 and <= 192 ? $" Signal {end.ExitCode - 128} ended it." : "")
                    + OutOfMemory(task, end),
            },
            TaskEvent.Stopped when task.State == TaskState.Finished => known with
            {
                ErrorCode = ReasonCodes.TaskFinishedDuringExecution,
                ErrorMessage = task.CancelRequest == CancelRequest.None ? $"Job {job.Id} was finished." : task.CancelMessage,
            },
            TaskEvent.Stopped when task.CancelRequest == CancelRequest.Timeout => known with
            {
                ErrorCode = ReasonCodes.TaskRuntimeExpired,
                ErrorMessage = $"Its run time of {task.Properties.RunTime:c} was over.",
            },
            TaskEvent.Stopped when task.CancelRequest == CancelRequest.Preemption && job.State == JobState.Running => known with
            {
                ErrorCode = ReasonCodes.TasksPreempted,
                ErrorMessage = "Its cores were needed for a job of higher priority.",
            },
            TaskEvent.Stopped when task.CancelRequest == CancelRequest.ResourceFailure && job.State == JobState.Running => known with
            {
                ErrorCode = ReasonCodes.NodeUnreachable,
                ErrorMessage = $"Node {string.Join(", ", task.AllocatedNodes)} was taken offline by force.",
            },
            TaskEvent.Stopped when task.CancelRequest == CancelRequest.NodeNotUsableByJob && job.State == JobState.Running => known with
            {
                ErrorCode = ReasonCodes.TaskNodeNotUsable,
                ErrorMessage = $"Its job may not use node {string.Join(", ", task.AllocatedNodes)} any more.",
            },
            TaskEvent.Stopped when task.CancelRequest != CancelRequest.None && !IsMovedOn(task.CancelRequest) => known with
            {
                ErrorCode = ReasonCodes.TaskCanceledDuringExecution,
                ErrorMessage = task.CancelMessage,
            },
            TaskEvent.Stopped => known with
            {
                ErrorCode = ReasonCodes.TasksJobCanceled,
                ErrorMessage = task.Type == TaskType.NodeRelease ? "The node release task was stopped." : job.ErrorCode switch
                {
                    ReasonCodes.TaskFailure => $"Job {job.Id} failed, and what ran of it was stopped.",
                    ReasonCodes.JobRuntimeExpired => $"The run time of job {job.Id} was over.",
                    ReasonCodes.FinishedByUser => $"Job {job.Id} was finished while the task was stopped to run again.",
                    _ => $"Job {job.Id} was canceled.",
                },
            },
            TaskEvent.StartFailed => known with { ErrorCode = StartCode(end.Outcome), ErrorMessage = end.Message },
            TaskEvent.Lost => known with { ErrorCode = ReasonCodes.ProcessDead, ErrorMessage = end.Message + OutOfMemory(task, end) },
            TaskEvent.LostAndRerun or TaskEvent.StartFailedAndRerun =>
                known with { ExitCode = null, StartTime = null, AutoRequeueCount = task.AutoRequeueCount + 1 },
            TaskEvent.ExitInvalidAndRerun => known with
            {
                ExitCode = null,
                PreviousExitCode = end.ExitCode,
                StartTime = null,
                ExecutionFailureRetryCount = task.ExecutionFailureRetryCount + 1,
            },
            TaskEvent.NotStarted when end.Outcome == AttemptOutcome.NoRoom => known with
            {
                ExitCode = null,
                StartTime = null,
                ErrorCode = ReasonCodes.StartFailedOnNode,
                ErrorMessage = $"{end.Message} It waits until there is room.",
            },
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
