using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// Cancels or finishes one task, sub-task or whole sweep (scheduler reference, section 3.6). One that has not run is Canceled and
/// stays so when its job is queued again; one that runs is stopped and ends Failed, or Finished if that was asked for.
/// </summary>
internal static class StopTaskRules
{
    public static TaskRecord Handle(Turn turn, StopTask request, Caller caller)
    {
        TextRules.Message(request.Message);
        var job = turn.Job(request.JobId);
        Permissions.Check<StopTask>(caller, job.Record, request.Finish ? "finish a task of" : "cancel a task of");
        var key = new TaskKey(request.JobId, request.TaskId, request.SubTaskId);
        var entry = job.Task(request.TaskId);
        if (request.SubTaskId < 0 || request.SubTaskId > entry.Record.SubTaskCount)
            throw new SchedulerException(SchedulerErrors.TaskNotFound, key.ToString(), key);
        if (job.Record.State.IsEnded())
            throw NotCancelable(key, StateOf(entry, key), request);

        var stop = new Stop(turn, job, request, caller.Name);
        if (request.SubTaskId == 0)
            return entry.Record.IsMaster ? StopMaster(stop, entry, key) : StopOne(stop, entry.Record);
        if (entry.EndedState(request.SubTaskId) is { } ended)
            throw NotCancelable(key, ended, request);
        return StopOne(stop, entry.SubTasks.GetValueOrDefault(request.SubTaskId) ?? Expand(turn, entry, request.SubTaskId));
    }

    /// <summary>Stops a task whose run time is over.</summary>
    public static void TimeOut(Turn turn, TaskRecord task) =>
        StopProcess(turn, task with { CancelRequest = CancelRequest.Timeout, CanceledBy = "", CancelTime = turn.Now }, TaskEvent.TimeOut, atOnce: false);

    /// <summary>Stops a task whose cores are needed for a job of higher priority.</summary>
    public static void Preempt(Turn turn, TaskRecord task) => StopProcess(
        turn,
        task with { CancelRequest = CancelRequest.Preemption, CanceledBy = "", CancelTime = turn.Now },
        TaskEvent.Preempt,
        atOnce: false);

    /// <summary>Stops a task that is to run again.</summary>
    public static void StopToRestart(Turn turn, TaskRecord task) => StopProcess(
        turn,
        task with { CancelRequest = CancelRequest.TaskCancelOnRequeue, CanceledBy = turn.Caller?.Name ?? "", CancelTime = turn.Now },
        TaskEvent.Restart,
        atOnce: false);

    /// <summary>Stops a task whose node goes.</summary>
    public static void LeaveNode(Turn turn, TaskRecord task, CancelRequest why, bool atOnce) => StopProcess(
        turn,
        task with { CancelRequest = why, CanceledBy = turn.Caller?.Name ?? "", CancelTime = turn.Now },
        TaskEvent.LeaveNode,
        atOnce);

    /// <summary>Cancels a task that has no process and will have none.</summary>
    public static TaskRecord CancelUnstarted(Turn turn, TaskRecord task) => turn.Move(task, TaskEvent.Cancel, record => record with
    {
        EndTime = turn.Now,
        CanceledBeforeRun = true,
        ErrorCode = ReasonCodes.CanceledByUser,
        ErrorMessage = record.CancelMessage,
    });

    /// <summary>A record for a sub-task that is only a number in its sweep. It is not kept until it moves.</summary>
    public static TaskRecord Expand(Turn turn, TaskEntry master, int subTaskId) => new()
    {
        Key = master.Record.Key with { SubTaskId = subTaskId },
        Properties = master.Record.Properties,
        State = master.Record.UnexpandedState,
        CreateTime = master.Record.CreateTime,
        SubmitTime = master.Record.SubmitTime,
        ChangeTime = turn.Now,
    };

    private static TaskState StateOf(TaskEntry entry, TaskKey key) =>
        key.SubTaskId == 0 ? entry.Record.State
        : entry.EndedState(key.SubTaskId)
            ?? entry.SubTasks.GetValueOrDefault(key.SubTaskId)?.State
            ?? entry.Record.UnexpandedState;

    private static SchedulerException NotCancelable(TaskKey key, TaskState state, StopTask request) =>
        new(SchedulerErrors.TaskNotCancelable, key.ToString(), key, state, request.Finish ? "finished" : "canceled");

    private static TaskRecord StopOne(Stop stop, TaskRecord task)
    {
        var (turn, job, request, _) = stop;
        var @event = request.Finish ? TaskEvent.Finish : TaskEvent.Cancel;
        if (!TaskLifecycle.Allows(task.State, @event) || task.Type == TaskType.NodeRelease)
            throw NotCancelable(task.Key, task.State, request);

        var marked = stop.Mark(task);
        if (!task.State.IsActive())
        {
            var canceled = CancelUnstarted(turn, marked);
            var entry = job.Tasks[task.Key.TaskId];
            if (task.Key.SubTaskId == 0)
                DependencyGraph.Ended(turn, job, entry);
            else
                TaskEnding.CloseMaster(turn, job, entry);
            JobEnding.Advance(turn, job);
            return canceled;
        }

        return StopActive(stop, marked, @event);
    }

    // Finishing a task stops it at once; so does force.
    private static TaskRecord StopActive(Stop stop, TaskRecord task, TaskEvent @event) =>
        StopProcess(stop.Turn, task, @event, stop.Request.Force || stop.Request.Finish);

    private static TaskRecord StopProcess(Turn turn, TaskRecord task, TaskEvent @event, bool atOnce)
    {
        var attempt = new AttemptKey(task.Key, task.Instance);

        // A grace period of nothing is none.
        var grace = turn.Ledger.ClusterProperties.TaskCancelGracePeriod;
        if (atOnce || grace == 0)
        {
            turn.Effects.Add(new Effect.Kill(attempt));
            // Whoever asks again and again does not make it last longer.
            return task.StopPhase is StopPhase.Kill or StopPhase.ReleaseKill ? turn.Move(task, @event) : Bounded(StopPhase.Kill, Deadlines.KillTimeout);
        }

        if (task.StopPhase != StopPhase.None || task.State == TaskState.Canceling)
            return turn.Move(task, @event);
        turn.Effects.Add(new Effect.Stop(attempt));
        return Bounded(StopPhase.Grace, TimeSpan.FromSeconds(grace));

        TaskRecord Bounded(StopPhase phase, TimeSpan time)
        {
            turn.Deadlines.Add(task.Key, turn.Now + time);
            return turn.Move(task, @event, record => record with { StopPhase = phase, Deadline = turn.Now + time });
        }
    }

    private static TaskRecord StopMaster(Stop stop, TaskEntry entry, TaskKey key)
    {
        var (turn, job, request, _) = stop;
        var @event = request.Finish ? TaskEvent.Finish : TaskEvent.Cancel;
        if (!TaskLifecycle.Allows(entry.Record.State, @event) || entry.Record.Type == TaskType.NodeRelease)
            throw NotCancelable(key, entry.Record.State, request);

        var marked = stop.Mark(entry.Record) with
        {
            ErrorMessage = request.Message,
            UnexpandedState = entry.Record.UnexpandedState is TaskState.Queued or TaskState.Configuring
                ? TaskState.Canceled
                : entry.Record.UnexpandedState,
        };
        if (!entry.Record.State.IsActive())
        {
            CancelUnstarted(turn, marked);
            foreach (var subTask in entry.SubTasks.Values.ToList())
                CancelUnstarted(turn, stop.Mark(subTask));
            DependencyGraph.Ended(turn, job, entry);
            JobEnding.Advance(turn, job);
            return entry.Record;
        }

        turn.Move(marked, @event);
        foreach (var subTask in entry.SubTasks.Values.ToList())
        {
            var told = stop.Mark(subTask);
            if (subTask.State.IsActive())
                StopActive(stop, told, TaskLifecycle.Allows(subTask.State, @event) ? @event : TaskEvent.Cancel);
            else
                CancelUnstarted(turn, told);
        }

        TaskEnding.CloseMaster(turn, job, entry);
        JobEnding.Advance(turn, job);
        return entry.Record;
    }

    /// <summary>A request with what it acts on.</summary>
    private sealed record Stop(Turn Turn, JobEntry Job, StopTask Request, string Caller)
    {
        public TaskRecord Mark(TaskRecord task) => task with
        {
            CancelRequest = Kind,
            CancelMessage = Request.Message.Length == 0 ? task.CancelMessage : Request.Message,
            CanceledBy = Caller,
            CancelTime = Turn.Now,
        };

        public CancelRequest Kind => Request.Finish ? CancelRequest.Finish
            : Request.Force ? CancelRequest.CancelForceByUser
            : CancelRequest.CancelByUser;
    }
}
