using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// Queues tasks again (scheduler reference, section 2.3, T20). One that runs is stopped first. A job that ended Failed or Canceled is
/// queued again with them; its other tasks stay as they are.
/// </summary>
internal static class RestartTaskRules
{
    public static (JobRecord Job, SchedulerException? Error) Handle(Turn turn, RestartTask request, Caller caller)
    {
        var record = turn.Record(request.JobId);
        Permissions.Check<RestartTask>(caller, record, "queue tasks again of");
        var state = record.State;
        if (state is not (JobState.Queued or JobState.Running or JobState.Failed or JobState.Canceled))
            throw new SchedulerException(SchedulerErrors.TaskOfJobNotRestartable, request.JobId, request.JobId, state);
        SubmitJobRules.RefuseSurvivors(turn, request.JobId);
        Admission.CheckSubmission(turn.Ledger.ClusterProperties, request.JobId);
        var job = turn.Job(request.JobId);
        if (state.IsEnded())
            JobTemplateRules.Admit(turn, job, caller);

        var restart = new Restart(turn, job, request, SubmitJobRules.SubTasksOf(turn, job));
        var targets = request.TaskId == 0 ? FailedTasks(job) : [Target(job, request)];
        var refusals = new List<SchedulerException>();
        var count = 0;
        foreach (var task in targets)
        {
            if (Refusal(task.Record) is { } refusal)
                refusals.Add(refusal);
            else
                count += Apply(restart, task);
        }

        if (refusals.Count > 0 && count == 0)
            throw refusals[0];
        if (count == 0)
            return (job.Record, null);
        JobHistory.Note(turn, job.Record, JobHistoryEvent.TaskRequeued, $"{count} {(count == 1 ? "task" : "tasks")}");
        if (state.IsEnded())
            return SubmitJobRules.Submit(turn, job, JobEvent.Requeue, keepTasks: true);
        DependencyGraph.Judge(turn, job);
        JobEnding.Advance(turn, job);
        return (job.Record, null);
    }

    private static TaskEntry Target(JobEntry job, RestartTask request)
    {
        var task = job.Task(request.TaskId);
        var key = new TaskKey(request.JobId, request.TaskId, request.SubTaskId);
        return request.SubTaskId >= 0 && request.SubTaskId <= task.Record.SubTaskCount
            ? task
            : throw new SchedulerException(SchedulerErrors.TaskNotFound, key.ToString(), key);
    }

    private static List<TaskEntry> FailedTasks(JobEntry job) => [.. job.Tasks.Values.Where(task =>
        task.Record.Type is TaskType.Basic or TaskType.ParametricSweep
        && (task.Record.State == TaskState.Failed || (task.SubTaskCounts.Failed > 0 && task.Record.State != TaskState.Finished)))];

    private static SchedulerException? Refusal(TaskRecord task) =>
        task.Type is not (TaskType.Basic or TaskType.ParametricSweep)
            ? new SchedulerException(SchedulerErrors.TaskTypeNotRestartable, task.Key.ToString(), task.Key, task.Type)
            : task.Properties.Rerunnable == false
                ? new SchedulerException(SchedulerErrors.TaskNotRerunnable, task.Key.ToString(), task.Key)
                : null;

    /// <returns>How many tasks and sub-tasks will run again.</returns>
    private static int Apply(Restart restart, TaskEntry task)
    {
        var (turn, job, request, subTasks) = restart;
        if (!task.Record.IsMaster)
            return Apply(restart, task.Record, isNamed: true) ? 1 : 0;
        // A sweep that was finished keeps that result, whatever its sub-tasks were; one that is being stopped first comes to its end.
        if (task.Record.State is TaskState.Finished or TaskState.Finishing or TaskState.Canceling)
        {
            return request.Failed ? 0 : throw new SchedulerException(
                SchedulerErrors.TaskNotRestartable, task.Record.Key.ToString(), task.Record.Key, task.Record.State);
        }

        var isNamed = request.SubTaskId != 0;
        var chosen = subTasks[task.Record.Key].Where(subTask => !isNamed || subTask.Key.SubTaskId == request.SubTaskId).ToList();
        var count = chosen.Count(subTask => Apply(restart, subTask, isNamed));
        if (isNamed && chosen.Count == 0)
            count += ApplyUnexpanded(restart, task, request.SubTaskId);
        if (!isNamed && !request.Failed && task.Record.UnexpandedState == TaskState.Canceled && task.Unexpanded > 0)
        {
            count += task.Unexpanded;
            turn.Ledger.Put(task.Record with { UnexpandedState = TaskState.Queued });
        }

        if (count == 0 && !isNamed && !request.Failed && task.Record.State.IsEnded())
            throw new SchedulerException(SchedulerErrors.TaskNotRestartable, task.Record.Key.ToString(), task.Record.Key, task.Record.State);
        if (task.Record.State.IsEnded() && task.SubTaskCounts.Queued > 0)
            turn.Move(task.Record, TaskEvent.Requeue, next => SubmitJobRules.Reset(turn, next));
        else if (task.Record.CancelRequest != CancelRequest.None && count > 0)
            turn.Ledger.Put(task.Record with { CancelRequest = CancelRequest.None, CancelMessage = "" });
        return count;
    }

    // Of a sweep that was canceled before it reached the sub-task.
    private static int ApplyUnexpanded(Restart restart, TaskEntry task, int subTaskId)
    {
        if (task.Record.UnexpandedState != TaskState.Canceled || restart.Request.Failed)
            return 0;
        var turn = restart.Turn;
        turn.Move(StopTaskRules.Expand(turn, task, subTaskId), TaskEvent.Requeue, next => SubmitJobRules.Reset(turn, next));
        return 1;
    }

    private static bool Apply(Restart restart, TaskRecord task, bool isNamed)
    {
        var (turn, job, request, _) = restart;
        if (request.Failed && task.State != TaskState.Failed)
            return false;
        if (TaskLifecycle.Allows(task.State, TaskEvent.Restart))
        {
            StopTaskRules.StopToRestart(turn, task);
            return true;
        }

        // One that waits already has what is asked for; in a job that ended it runs with the job.
        if (task.State == TaskState.Queued)
            return isNamed && job.Record.State.IsEnded();
        if (task.State is TaskState.Failed or TaskState.Canceled)
        {
            turn.Move(task, TaskEvent.Requeue, next => SubmitJobRules.Reset(turn, next));
            return true;
        }

        return isNamed ? throw new SchedulerException(SchedulerErrors.TaskNotRestartable, task.Key.ToString(), task.Key, task.State) : false;
    }

    /// <summary>A request with what it acts on.</summary>
    private sealed record Restart(Turn Turn, JobEntry Job, RestartTask Request, ILookup<TaskKey, TaskRecord> SubTasks);
}
