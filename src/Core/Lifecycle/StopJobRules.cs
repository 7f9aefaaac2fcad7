using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// Cancels or finishes a job: the heart of the product (scheduler reference, sections 3.1 to 3.4). A job that holds no cores ends at
/// once. One that runs has its tasks stopped, then its node release task run, and ends when nothing of it runs any more; every phase
/// has a deadline (<see cref="Deadlines"/>).
/// </summary>
internal static class StopJobRules
{
    public static JobRecord Handle(Turn turn, StopJob request, Caller caller)
    {
        TextRules.Message(request.Message);
        if (request is { Force: true, Graceful: true })
            throw new SchedulerException(SchedulerErrors.ForceAndGraceful, request.Id);
        var record = turn.Record(request.Id);
        Permissions.Check<StopJob>(caller, record, request.Finish ? "finish" : "cancel");

        var (@event, kind) = KindOf(request);
        var state = record.State;
        if (!JobLifecycle.Allows(state, @event) || IsClosing(record, request))
        {
            throw new SchedulerException(
                SchedulerErrors.JobNotCancelable, request.Id, request.Id, state, request.Finish ? "finished" : "canceled");
        }

        var job = turn.Job(request.Id);
        var held = state.IsActive();
        // Its tasks are dropped first, so that its end is noted with what became of them.
        if (!held && request.Finish)
            JobEnding.DropTasks(turn, job);
        turn.Move(job, @event, before => Mark(before, request, kind, caller, turn.Now) with
        {
            EndTime = held ? null : turn.Now,
            EndState = !held ? null : request.Finish ? JobState.Finished : JobState.Canceled,
        });
        if (!held)
            return job.Record;

        switch (kind)
        {
            case CancelRequest.CancelByUser or CancelRequest.Finish:
                StopTasks(turn, job, request.Finish ? TaskEvent.Finish : TaskEvent.Cancel);
                break;
            case CancelRequest.CancelForceByUser:
                KillAll(turn, job, request.Finish ? TaskEvent.Finish : TaskEvent.Cancel);
                break;
        }

        JobEnding.Advance(turn, job);
        return job.Record;
    }

    /// <summary>Sends the stop signal to every running task and starts the grace period.</summary>
    public static void StopTasks(Turn turn, JobEntry job, TaskEvent @event)
    {
        var grace = TimeSpan.FromSeconds(turn.Ledger.ClusterProperties.TaskCancelGracePeriod);
        if (grace == TimeSpan.Zero)
        {
            KillWork(turn, job, @event);
            return;
        }

        // A second request while the grace period runs does not make it longer.
        if (job.Record.StopPhase != StopPhase.None)
            return;
        foreach (var task in Work(job))
        {
            Mark(turn, task, @event);
            turn.Effects.Add(new Effect.Stop(new AttemptKey(task.Key, task.Instance)));
        }

        SetPhase(turn, job, StopPhase.Grace, grace);
    }

    /// <summary>Cancels a job whose run time is over.</summary>
    public static void TimeOut(Turn turn, JobEntry job)
    {
        turn.Move(job, JobEvent.TimeOut, record => record with
        {
            EndState = JobState.Canceled,
            ErrorCode = ReasonCodes.JobRuntimeExpired,
            ErrorMessage = $"Its run time of {record.Properties.RunTime:c} was over.",
            CancelRequest = CancelRequest.Timeout,
            CanceledBy = "",
            CancelTime = turn.Now,
            IsLeaving = false,
        });
        StopTasks(turn, job, TaskEvent.Cancel);
        JobEnding.Advance(turn, job);
    }

    private static (JobEvent Event, CancelRequest Kind) KindOf(StopJob request) => request switch
    {
        { Finish: true, Force: true } => (JobEvent.Finish, CancelRequest.CancelForceByUser),
        { Finish: true, Graceful: true } => (JobEvent.FinishGraceful, CancelRequest.FinishGraceful),
        { Finish: true } => (JobEvent.Finish, CancelRequest.Finish),
        { Force: true } => (JobEvent.CancelForce, CancelRequest.CancelForceByUser),
        { Graceful: true } => (JobEvent.CancelGraceful, CancelRequest.CancelGraceful),
        _ => (JobEvent.Cancel, CancelRequest.CancelByUser),
    };

    // A job that ended by itself and is only running its node release task cannot be finished any more.
    private static bool IsClosing(JobRecord job, StopJob request) =>
        job.State == JobState.Finishing && job.CancelRequest == CancelRequest.None
        && request.Finish && job.EndState == JobState.Failed;

    private static JobRecord Mark(JobRecord record, StopJob request, CancelRequest kind, Caller caller, DateTimeOffset now)
    {
        var isSofter = record.CancelRequest != CancelRequest.None && kind is CancelRequest.CancelGraceful or CancelRequest.FinishGraceful;
        var isForced = request.Force || record.CancelRequest == CancelRequest.CancelForceByUser;
        return record with
        {
            ErrorCode = request.Finish ? ReasonCodes.FinishedByUser : ReasonCodes.CanceledByUser,
            ErrorMessage = request.Message.Length == 0 && record.CancelRequest != CancelRequest.None ? record.ErrorMessage : request.Message,
            CancelRequest = isForced ? CancelRequest.CancelForceByUser : isSofter ? record.CancelRequest : kind,
            CanceledBy = caller.Name,
            CancelTime = now,
            PendingReason = PendingReason.None,
            IsLeaving = false,
        };
    }

    private static void KillAll(Turn turn, JobEntry job, TaskEvent @event)
    {
        KillWork(turn, job, @event);
        foreach (var task in job.Active.Values.Where(task => task.Type == TaskType.NodeRelease).ToList())
        {
            Mark(turn, task, TaskEvent.Cancel);
            turn.Effects.Add(new Effect.Kill(new AttemptKey(task.Key, task.Instance)));
        }
    }

    private static void KillWork(Turn turn, JobEntry job, TaskEvent @event)
    {
        foreach (var task in Work(job))
        {
            Mark(turn, task, @event);
            turn.Effects.Add(new Effect.Kill(new AttemptKey(task.Key, task.Instance)));
        }

        // Whoever asks again and again does not make it last longer.
        if (job.Record.StopPhase is not (StopPhase.Kill or StopPhase.ReleaseKill))
            SetPhase(turn, job, StopPhase.Kill, Deadlines.KillTimeout);
    }

    // A task that was canceled on its own before its job was finished stays canceled.
    private static void Mark(Turn turn, TaskRecord task, TaskEvent @event)
    {
        if (TaskLifecycle.Allows(task.State, @event))
            turn.Move(task, @event);
    }

    private static List<TaskRecord> Work(JobEntry job) => [.. job.Active.Values.Where(task => task.Type != TaskType.NodeRelease)];

    private static void SetPhase(Turn turn, JobEntry job, StopPhase phase, TimeSpan time)
    {
        turn.Ledger.Put(job.Record with { StopPhase = phase, Deadline = turn.Now + time });
        turn.Deadlines.Add(new TaskKey(job.Record.Id, 0), job.Record.Deadline);
    }
}
