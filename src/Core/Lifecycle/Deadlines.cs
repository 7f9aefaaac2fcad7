using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// What happens when time is over: holds pass, a filter is asked again, grace periods turn into kills, node release tasks are bounded, and what cannot be
/// killed is given up. So no job is ever stuck in Canceling or Finishing.
/// </summary>
internal static class Deadlines
{
    /// <summary>
    /// How long killed processes may take to be gone, and a filter to say that its time is over. The engine and the host give up sooner; this is for
    /// those that say nothing.
    /// </summary>
    public static readonly TimeSpan KillTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Acts on everything that is due.</summary>
    public static void Pass(Turn turn)
    {
        while (turn.Deadlines.TryTake(turn.Now, out var key))
        {
            if (turn.Ledger.Find(key.JobId) is not { } job)
                continue;
            if (key.TaskId == 0)
                Pass(turn, job);
            else if (job.Active.TryGetValue(key, out var task))
                Pass(turn, job, task);
            else if (job.Service?.Record is { } service && service.Key == key && service.ResumeTime <= turn.Now)
                turn.Ledger.Put(service with { ResumeTime = null });
        }

        turn.Starts.Pass(turn);
        turn.Retention.Pass(turn);
    }

    /// <summary>Looks at a job and its tasks again when they are due; for records that come from the store.</summary>
    public static void Watch(Turn turn, JobEntry job)
    {
        var key = new TaskKey(job.Record.Id, 0);
        turn.Deadlines.Add(key, job.Record.Deadline);
        turn.Deadlines.Add(key, RunTimeEnd(job.Record));
        if (job.Record.State is JobState.Queued or JobState.Running)
            turn.Deadlines.Add(key, job.Record.HoldUntil);
        if (job.Service is { } service)
            turn.Deadlines.Add(service.Record.Key, service.Record.ResumeTime);
        foreach (var task in job.Active.Values)
        {
            if (task.State == TaskState.Dispatching)
                turn.Starts.Begin(turn);
            turn.Deadlines.Add(task.Key, task.Deadline);
            turn.Deadlines.Add(task.Key, RunTimeEnd(task));
        }
    }

    /// <summary>When the run time of a job is over; null if it has none or does not run.</summary>
    public static DateTimeOffset? RunTimeEnd(JobRecord job) =>
        job.State.IsActive() ? job.StartTime + job.RunTime : null;

    /// <summary>When the run time of a task is over; null if it has none or does not run.</summary>
    public static DateTimeOffset? RunTimeEnd(TaskRecord task) =>
        task.State == TaskState.Running ? task.StartTime + task.RunTime : null;

    private static void Pass(Turn turn, JobEntry job)
    {
        var record = job.Record;
        if (record is { State: JobState.Queued, PendingReason: PendingReason.HeldByUser } && record.HoldUntil <= turn.Now)
            SubmitJobRules.EnterQueue(turn, job, record.UnfinishedParents);
        FilterWatch.Pass(turn, job);
        turn.ActivationFilter.Pass(turn, job);
        if (RunTimeEnd(record) <= turn.Now)
            PassRunTime(turn, job);
        record = job.Record;
        if (record.Deadline is not { } deadline || deadline > turn.Now)
            return;
        switch (record.StopPhase)
        {
            case StopPhase.Grace or StopPhase.Release:
                foreach (var task in job.Active.Values.Where(task => record.StopPhase == StopPhase.Release || task.Type != TaskType.NodeRelease).ToList())
                {
                    if (record.StopPhase == StopPhase.Release && TaskLifecycle.Allows(task.State, TaskEvent.Cancel))
                        turn.Move(task, TaskEvent.Cancel);
                    turn.Effects.Add(new Effect.Kill(new AttemptKey(task.Key, task.Instance)));
                }

                turn.Ledger.Put(job.Record with
                {
                    StopPhase = record.StopPhase == StopPhase.Grace ? StopPhase.Kill : StopPhase.ReleaseKill,
                    Deadline = turn.Now + KillTimeout,
                });
                turn.Deadlines.Add(new TaskKey(record.Id, 0), job.Record.Deadline);
                break;
            case StopPhase.Kill or StopPhase.ReleaseKill:
                foreach (var task in job.Active.Values.ToList())
                    TaskEnding.GiveUp(turn, job, task);
                break;
        }
    }

    private static void PassRunTime(Turn turn, JobEntry job)
    {
        var record = job.Record;
        if (record.State == JobState.Running)
            StopJobRules.TimeOut(turn, job);
        else if (record is { StopPhase: StopPhase.None, CancelRequest: CancelRequest.CancelGraceful or CancelRequest.FinishGraceful })
            StopJobRules.StopTasks(turn, job, record.State == JobState.Canceling ? TaskEvent.Cancel : TaskEvent.Finish);
    }

    private static void Pass(Turn turn, JobEntry job, TaskRecord task)
    {
        if (RunTimeEnd(task) <= turn.Now)
        {
            StopTaskRules.TimeOut(turn, task);
            return;
        }

        if (task.Deadline is not { } deadline || deadline > turn.Now)
            return;
        switch (task.StopPhase)
        {
            case StopPhase.Grace:
                turn.Effects.Add(new Effect.Kill(new AttemptKey(task.Key, task.Instance)));
                var due = turn.Now + KillTimeout;
                turn.Ledger.Put(task with { StopPhase = StopPhase.Kill, Deadline = due });
                turn.Deadlines.Add(task.Key, due);
                break;
            case StopPhase.Release:
                if (TaskLifecycle.Allows(task.State, TaskEvent.Cancel))
                    task = turn.Move(task, TaskEvent.Cancel);
                turn.Effects.Add(new Effect.Kill(new AttemptKey(task.Key, task.Instance)));
                turn.Ledger.Put(task with { StopPhase = StopPhase.ReleaseKill, Deadline = turn.Now + KillTimeout });
                turn.Deadlines.Add(task.Key, turn.Now + KillTimeout);
                break;
            case StopPhase.Kill or StopPhase.ReleaseKill:
                TaskEnding.GiveUp(turn, job, task);
                break;
        }
    }
}
