using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// Submits a job, or queues one again that was Canceled or Failed (scheduler reference, sections 2.2 and 3.5). Finished tasks stay
/// Finished, tasks that were canceled on their own before they ran stay Canceled, all others are Queued.
/// </summary>
internal static class SubmitJobRules
{
    public static (JobRecord Job, SchedulerException? Error) Handle(Turn turn, SubmitJob request, Caller caller)
    {
        var job = turn.Job(request.Id);
        Turn.Permit(job, caller, "submit");
        var state = job.Record.State;
        if (turn.Ledger.FencedCores.Keys.FirstOrDefault(key => key.Task.JobId == request.Id) is { Instance: > 0 } survivor)
            throw new SchedulerException(SchedulerErrors.JobHasSurvivors, request.Id, request.Id, survivor.Task);
        if (JobLifecycle.Allows(state, JobEvent.Submit))
            return Submit(turn, job, JobEvent.Submit);
        if (JobLifecycle.Allows(state, JobEvent.Requeue))
            return Submit(turn, job, JobEvent.Requeue);
        throw new SchedulerException(SchedulerErrors.JobNotSubmittable, request.Id, request.Id, state);
    }

    /// <summary>Takes a job through validation to the queue. An invalid one ends Failed, and its error is returned beside it.</summary>
    public static (JobRecord Job, SchedulerException? Error) Submit(Turn turn, JobEntry job, JobEvent @event)
    {
        // A job queued again stands before all others of its priority, whenever those were submitted.
        var place = turn.Now.ToUnixTimeMilliseconds();
        var isRequeue = @event == JobEvent.Requeue;
        var (minimum, maximum) = JobPropertyRules.Cores(job.Record.Properties, job.Tasks.Values);
        turn.Move(job, @event, record => record with
        {
            SubmitTime = turn.Now,
            StartTime = null,
            EndTime = null,
            ErrorCode = ReasonCodes.None,
            ErrorMessage = "",
            CancelRequest = CancelRequest.None,
            CanceledBy = null,
            CancelTime = null,
            EndState = null,
            QueueOrder = isRequeue ? -place : place,
            RequeueCount = record.RequeueCount + (isRequeue ? 1 : 0),
            MinCores = minimum,
            MaxCores = maximum,
        });
        turn.Move(job, JobEvent.Validate);
        if (JobValidation.Check(job, turn.Ledger.Node.UsableCores) is { } fault)
            return (Reject(turn, job, fault.Error, fault.Task), fault.Error);

        var subTasks = new Lazy<ILookup<TaskKey, TaskRecord>>(() => SubTasksOf(turn, job));
        foreach (var task in job.Tasks.Values.ToList())
            AcceptTask(turn, task, subTasks);
        DependencyGraph.Connect(job);
        foreach (var task in job.Tasks.Values)
            Ledger.RefreshReady(job, task);
        return (Accept(turn, job), null);
    }

    /// <summary>Takes one task, which has never been submitted, to Queued.</summary>
    public static void AcceptTask(Turn turn, TaskRecord task)
    {
        var validating = TaskLifecycle.Next(TaskLifecycle.Next(task.State, TaskEvent.Submit), TaskEvent.Validate);
        turn.Move(task with { State = validating }, TaskEvent.Accept, record => record with
        {
            SubmitTime = turn.Now,
            UnexpandedState = record.UnexpandedState == TaskState.Configuring ? TaskState.Queued : record.UnexpandedState,
        });
    }

    private static JobRecord Accept(Turn turn, JobEntry job)
    {
        var held = job.Record.HoldUntil is { } hold && hold > turn.Now;
        turn.Move(job, JobEvent.Accept, record => record with
        {
            PendingReason = held ? PendingReason.HeldByUser : PendingReason.None,
        });
        if (held)
        {
            turn.Deadlines.Add(new TaskKey(job.Record.Id, 0), job.Record.HoldUntil);
            return job.Record;
        }

        turn.Unexplained.Add(job.Record.Id);
        JobEnding.CompleteEmpty(turn, job);
        return job.Record;
    }

    private static JobRecord Reject(Turn turn, JobEntry job, SchedulerException error, TaskKey? faulty)
    {
        foreach (var task in job.Tasks.Values.ToList())
        {
            if (task.Record.State != TaskState.Configuring)
                continue;
            var validating = TaskLifecycle.Next(TaskLifecycle.Next(task.Record.State, TaskEvent.Submit), TaskEvent.Validate);
            turn.Move(task.Record with { State = validating }, TaskEvent.Reject, record => record with
            {
                SubmitTime = turn.Now,
                EndTime = turn.Now,
                UnexpandedState = TaskState.Failed,
                ErrorCode = record.Key == faulty ? error.Error.ErrorCode : ReasonCodes.TaskFailedOnJobValidationFault,
                ErrorMessage = record.Key == faulty ? error.Message : $"Job {job.Record.Id} is not valid: {error.Message}",
            });
        }

        return turn.Move(job, JobEvent.Reject, record => record with
        {
            EndTime = turn.Now,
            ErrorCode = error.Error.ErrorCode,
            ErrorMessage = error.Message,
        });
    }

    private static void AcceptTask(Turn turn, TaskEntry task, Lazy<ILookup<TaskKey, TaskRecord>> subTasks)
    {
        var record = task.Record;
        if (record.State == TaskState.Configuring)
        {
            AcceptTask(turn, record);
            return;
        }

        if (record.Type == TaskType.NodeRelease)
            Renew(turn, task, subTasks.Value[record.Key]);
        else if (record.IsMaster)
            RequeueMaster(turn, task, subTasks.Value[record.Key]);
        else if (!record.State.IsEnded() || (record.State != TaskState.Finished && !record.CanceledBeforeRun))
            turn.Move(record, TaskEvent.Requeue, next => Reset(turn, next));
    }

    private static void RequeueMaster(Turn turn, TaskEntry task, IEnumerable<TaskRecord> subTasks)
    {
        if (task.Record.State == TaskState.Finished)
            return;
        foreach (var subTask in subTasks)
        {
            if (subTask.State != TaskState.Finished && !subTask.CanceledBeforeRun)
                turn.Move(subTask, TaskEvent.Requeue, next => Reset(turn, next));
        }

        if (task.Record.UnexpandedState != TaskState.Canceled)
            turn.Ledger.Put(task.Record with { UnexpandedState = TaskState.Queued });
        if (task.SubTaskCounts.Queued > 0)
            turn.Move(task.Record, TaskEvent.Requeue, next => Reset(turn, next));
    }

    private static void Renew(Turn turn, TaskEntry task, IEnumerable<TaskRecord> subTasks)
    {
        foreach (var subTask in subTasks)
            turn.Move(subTask, subTask.State.IsEnded() ? TaskEvent.Renew : TaskEvent.Requeue, next => Reset(turn, next));
        var record = task.Record;
        turn.Move(record, record.State.IsEnded() ? TaskEvent.Renew : TaskEvent.Requeue, next => Reset(turn, next) with
        {
            UnexpandedState = TaskState.Queued,
        });
    }

    // The ledger keeps no records of sub-tasks that have ended: those of this turn are among its changes, the others in the store.
    private static ILookup<TaskKey, TaskRecord> SubTasksOf(Turn turn, JobEntry job)
    {
        var records = turn.Store.LoadJob(job.Record.Id)?.Tasks
            .Where(record => record.Key.SubTaskId != 0)
            .ToDictionary(record => record.Key) ?? [];
        foreach (var changed in turn.Ledger.ChangedSubTasks(job.Record.Id))
            records[changed.Key] = changed;
        return records.Values.ToLookup(record => record.Key.Master);
    }

    private static TaskRecord Reset(Turn turn, TaskRecord task) => task with
    {
        SubmitTime = turn.Now,
        StartTime = null,
        EndTime = null,
        ExitCode = null,
        ErrorCode = ReasonCodes.None,
        ErrorMessage = "",
        Output = "",
        CancelRequest = CancelRequest.None,
        CancelMessage = "",
        CanceledBeforeRun = false,
        Deadline = null,
        StopPhase = StopPhase.None,
        AllocatedCores = 0,
        RequeueCount = task.RequeueCount + 1,
    };
}
