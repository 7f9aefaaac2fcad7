using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// How a job comes to its end, step by step: its last task ends, its node release task runs on the node it holds, its cores are free
/// (scheduler reference, sections 2.2, J13 to J17 and J24, and 7.3).
/// </summary>
internal static class JobEnding
{
    /// <summary>Takes a job as far towards its end as its tasks allow. To be called after anything of it changed.</summary>
    public static void Advance(Turn turn, JobEntry job)
    {
        if (job.Record.State == JobState.Queued)
            CompleteEmpty(turn, job);
        if (job.Record.State == JobState.Running)
            CompleteWork(turn, job);
        if (job.Record.State == JobState.Running)
            Leave(turn, job);
        if (job.Record.State is not (JobState.Canceling or JobState.Finishing))
            return;
        if (IsOnlyPreparing(job))
            StopJobRules.StopTasks(turn, job, job.Record.State == JobState.Canceling ? TaskEvent.Cancel : TaskEvent.Finish);
        if (job.Active.Count > 0 || StartNodeRelease(turn, job))
            return;
        End(turn, job);
    }

    // Nothing is left that the nodes are prepared for. Whoever asked for a graceful end waits for what runs.
    private static bool IsOnlyPreparing(JobEntry job) =>
        job.Active.Count > 0 && job.Record.StopPhase == StopPhase.None
        && job.Record.CancelRequest is not (CancelRequest.CancelGraceful or CancelRequest.FinishGraceful)
        && job.Active.Values.All(task => task.Type == TaskType.NodePrep);

    /// <summary>Ends a queued job that has nothing to run: it never had, or its last tasks were canceled or failed.</summary>
    public static void CompleteEmpty(Turn turn, JobEntry job)
    {
        if (job.WorkCounts.Queued > 0 || job.HasOpenService || job.Record.Properties.RunUntilCanceled == true)
            return;
        if (FirstFailed(job) is { } failed)
            turn.Move(job, JobEvent.FailEmpty, record => Failed(record, failed) with { EndTime = turn.Now, PendingReason = PendingReason.None });
        else
            turn.Move(job, JobEvent.CompleteEmpty, record => record with { EndTime = turn.Now, PendingReason = PendingReason.None });
    }

    // In an earlier run the job had more nodes.
    private static void DropUnneeded(Turn turn, TaskEntry task)
    {
        foreach (var subTask in task.QueuedSubTasks.Select(id => task.SubTasks[id]).ToList())
        {
            turn.Move(subTask, TaskEvent.Drop, record => record with
            {
                EndTime = turn.Now,
                ErrorCode = ReasonCodes.TaskCanceledBeforeAssignment,
                ErrorMessage = "The job had fewer nodes in this run.",
            });
        }
    }

    /// <summary>Cancels what a job that is Finished will never run.</summary>
    public static void DropTasks(Turn turn, JobEntry job)
    {
        foreach (var task in job.Tasks.Values.ToList())
        {
            foreach (var subTask in task.QueuedSubTasks.Select(id => task.SubTasks[id]).ToList())
                Drop(subTask);
            if (task.Record.IsMaster && task.Record.UnexpandedState is TaskState.Queued or TaskState.Configuring)
                turn.Ledger.Put(task.Record with { UnexpandedState = TaskState.Canceled });
            if (TaskLifecycle.Allows(task.Record.State, TaskEvent.Drop))
                Drop(task.Record);
        }

        void Drop(TaskRecord task) => turn.Move(task, TaskEvent.Drop, record => record with
        {
            EndTime = turn.Now,
            ErrorCode = ReasonCodes.TaskCanceledBeforeAssignment,
            ErrorMessage = $"Job {record.Key.JobId} was finished before the task ran.",
        });
    }

    private static void CompleteWork(Turn turn, JobEntry job)
    {
        var work = job.WorkCounts;
        if (work.Active + work.Queued + work.Configuring > 0 || job.HasOpenService || job.Record.Properties.RunUntilCanceled == true)
            return;
        if (FirstFailed(job) is { } failed)
            turn.Move(job, JobEvent.Fail, record => Failed(record, failed) with { EndState = JobState.Failed, IsLeaving = false });
        else
            turn.Move(job, JobEvent.Complete, record => record with { EndState = JobState.Finished, IsLeaving = false });
    }

    // Whoever finishes a service is content with what it has done, failed instances and all.
    private static TaskRecord? FirstFailed(JobEntry job) => job.WorkCounts.Failed == 0 ? null : job.Tasks.Values.FirstOrDefault(task =>
        !task.Record.IsNodeTask && (task.Record.State == TaskState.Failed || (task.SubTaskCounts.Failed > 0 && !IsFinishedService(task.Record))))?.Record;

    private static bool IsFinishedService(TaskRecord task) => task is { Type: TaskType.Service, State: TaskState.Finished };

    private static JobRecord Failed(JobRecord job, TaskRecord failed) => job with
    {
        ErrorCode = ReasonCodes.TaskFailure,
        ErrorMessage = $"Task {failed.Key} failed: {failed.ErrorMessage}",
    };

    /// <summary>A job that was put on hold while it ran gives its node back when nothing of it runs any more, and waits in the queue.</summary>
    private static void Leave(Turn turn, JobEntry job)
    {
        if (!job.IsDraining(turn.Now) || job.Active.Count > 0)
            return;
        if (!job.Record.IsLeaving)
            turn.Ledger.Put(job.Record with { IsLeaving = true });
        if (StartNodeRelease(turn, job))
            return;
        var isPreempted = !job.MayGrow || job.Yield is not null || job.Record.CancelRequest == CancelRequest.Preemption;
        BackToQueue(turn, job, job.Record.HoldUntil > turn.Now ? JobEvent.Hold : isPreempted ? JobEvent.Preempt : JobEvent.LoseCores);
        SubmitJobRules.EnterQueue(turn, job, job.Record.UnfinishedParents);
    }

    /// <summary>
    /// A job that has less than its minimum of cores, because one of higher priority waits or its nodes went, and runs nothing any more, waits in
    /// the queue itself. So two such jobs never wait for each other's cores.
    /// </summary>
    public static void GiveWay(Turn turn, JobEntry job)
    {
        if (job.Active.Count > 0 || job.Record.State != JobState.Running || job.IsDraining(turn.Now) || Demand.HeldUnits(turn.Ledger, job.Record) >= job.Record.MinUnits)
            return;
        turn.Ledger.Put(job.Record with { IsLeaving = true });
        Leave(turn, job);
    }

    /// <summary>Takes a job that runs nothing back to the queue.</summary>
    public static void BackToQueue(Turn turn, JobEntry job, JobEvent @event)
    {
        turn.Move(job, @event, record => record.WithoutCores() with
        {
            IsLeaving = false,
            CancelRequest = CancelRequest.None,
            StopPhase = StopPhase.None,
            Deadline = null,
            AutoRequeueCount = record.AutoRequeueCount + (@event == JobEvent.Retry ? 1 : 0),
        });
        foreach (var master in job.Tasks.Values.Where(task => TaskLifecycle.Allows(task.Record.State, TaskEvent.SubTasksWait)).ToList())
            turn.Move(master.Record, TaskEvent.SubTasksWait);
        SubmitJobRules.RenewNodeTasks(turn, job);
    }

    /// <summary>Starts the node release task on every node of the job, if it has one that has not run there.</summary>
    private static bool StartNodeRelease(Turn turn, JobEntry job)
    {
        if (job.Record.StopPhase is StopPhase.Release or StopPhase.ReleaseKill)
            return false;
        return ReleaseNodes(turn, job, job.Record.AllocatedNodes);
    }

    /// <summary>Starts the node release task on nodes of a job that gives them all back, and bounds it.</summary>
    /// <returns>Whether anything runs for it now.</returns>
    public static bool ReleaseNodes(Turn turn, JobEntry job, IReadOnlyList<string> nodes, int? subTaskId = null)
    {
        var released = nodes.Where(node => NodeWork.MayRelease(turn.Ledger, job, node)).ToList();
        foreach (var node in released)
            NodeWork.Start(turn, job, job.NodeRelease!, node, subTaskId);
        if (released.Count == 0)
            return false;
        turn.Ledger.Put(job.Record with
        {
            StopPhase = StopPhase.Release,
            Deadline = turn.Now + TimeSpan.FromSeconds(turn.Ledger.ClusterProperties.NodeReleaseTaskTimeout),
        });
        turn.Deadlines.Add(new TaskKey(job.Record.Id, 0), job.Record.Deadline);
        return true;
    }

    private static void End(Turn turn, JobEntry job)
    {
        var end = job.Record.EndState ?? JobState.Canceled;
        foreach (var task in job.Tasks.Values.ToList())
        {
            TaskEnding.CloseMaster(turn, job, task, isLast: true);
            if (task.Record.IsNodeTask && task.SubTaskCounts.Finished + task.SubTaskCounts.Failed > 0)
                DropUnneeded(turn, task);
        }

        if (end == JobState.Finished && job.Record.CancelRequest != CancelRequest.None)
            DropTasks(turn, job);
        turn.Move(
            job,
            end switch
            {
                JobState.Finished => JobEvent.EndFinished,
                JobState.Failed => JobEvent.EndFailed,
                _ => JobEvent.EndCanceled,
            },
            record => record.WithoutCores() with
            {
                EndTime = turn.Now,
                EndState = null,
                StopPhase = StopPhase.None,
                Deadline = null,
            });
    }
}
