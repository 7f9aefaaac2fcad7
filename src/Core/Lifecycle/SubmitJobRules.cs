using HpcScheduler.Core.Dispatch;
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
        var record = turn.Record(request.Id);
        var state = record.State;
        // Whoever may queue a job again may do it by this verb too.
        if (JobLifecycle.Allows(state, JobEvent.Requeue))
            Permissions.Check<RestartJob>(caller, record, "queue again");
        else
            Permissions.Check<SubmitJob>(caller, record, "submit");
        RefuseSurvivors(turn, request.Id);
        Admission.CheckSubmission(turn.Ledger.ClusterProperties, request.Id);
        var isNew = JobLifecycle.Allows(state, JobEvent.Submit);
        if (!isNew && !JobLifecycle.Allows(state, JobEvent.Requeue))
            throw new SchedulerException(SchedulerErrors.JobNotSubmittable, request.Id, request.Id, state);
        var job = turn.Job(request.Id);
        JobTemplateRules.Admit(turn, job, caller);
        return Submit(turn, job, isNew ? JobEvent.Submit : JobEvent.Requeue);
    }

    /// <summary>Refuses to queue a job again of whose last run processes are still there.</summary>
    /// <exception cref="SchedulerException">HpcJobHasSurvivors.</exception>
    public static void RefuseSurvivors(Turn turn, int jobId)
    {
        if (turn.Ledger.Fences.Keys.FirstOrDefault(key => key.Task.JobId == jobId) is { Instance: > 0 } survivor)
            throw new SchedulerException(SchedulerErrors.JobHasSurvivors, jobId, jobId, survivor.Task);
    }

    /// <summary>
    /// Submits a job: as far as the queue, or to where it waits for the administrator's program. An invalid one ends Failed, and its error is
    /// returned beside it.
    /// </summary>
    /// <param name="turn">The turn.</param>
    /// <param name="job">The job.</param>
    /// <param name="event">Submit or Requeue.</param>
    /// <param name="keepPlace">Whether it keeps its submit time and its place in the queue.</param>
    /// <param name="keepTasks">Whether tasks that have ended stay as they are.</param>
    public static (JobRecord Job, SchedulerException? Error) Submit(
        Turn turn, JobEntry job, JobEvent @event, bool keepPlace = false, bool keepTasks = false)
    {
        // A job queued again stands before all others of its priority, whenever those were submitted.
        var place = turn.Now.ToUnixTimeMilliseconds();
        var isRequeue = @event == JobEvent.Requeue;
        var (properties, asked) = JobTemplateRules.Renew(turn, job.Record);
        turn.Move(job, @event, record => record with
        {
            Properties = properties,
            Asked = asked,
            Pool = PoolRules.Of(turn, JobTemplateRules.Find(turn, asked?.Template ?? properties.Template)),
            SubmitTime = keepPlace ? record.SubmitTime : turn.Now,
            StartTime = null,
            EndTime = null,
            PendingReason = PendingReason.None,
            ErrorCode = ReasonCodes.None,
            ErrorMessage = "",
            CancelRequest = CancelRequest.None,
            CanceledBy = null,
            CancelTime = null,
            EndState = null,
            QueueOrder = keepPlace ? record.QueueOrder : isRequeue ? -place : place,
            RequeueCount = record.RequeueCount + (isRequeue ? 1 : 0),
            AutoRequeueCount = 0,
            RequeueScope = keepTasks ? RequeueScope.ChosenTasks : isRequeue ? RequeueScope.AllTasks : RequeueScope.EndedTasks,
        });
        TemplateTasks.Renew(turn, job);
        return SubmissionFilter.TryAsk(turn, job) ? (job.Record, null) : Validate(turn, job);
    }

    /// <summary>Takes a job that nobody but the scheduler has to check any more through validation to the queue.</summary>
    public static (JobRecord Job, SchedulerException? Error) Validate(Turn turn, JobEntry job)
    {
        var template = JobTemplateRules.Find(turn, job.Record);
        var (minimum, maximum, perUnit) = JobTemplateRules.Count(template, job.Record.Properties, job.Tasks.Values, turn.Ledger.NodeRecords);
        turn.Move(job, JobEvent.Validate, record => record with { MinCores = minimum, MaxCores = maximum, CoresPerUnit = perUnit });
        if (JobValidation.Check(turn, job) is { } fault)
            return (Reject(turn, job, fault.Error, fault.Task), fault.Error);
        IReadOnlyList<int> parents;
        try
        {
            parents = ParentJobs.Unfinished(turn, job.Record);
        }
        catch (SchedulerException error)
        {
            return (Reject(turn, job, error, null), error);
        }

        var subTasks = new Lazy<ILookup<TaskKey, TaskRecord>>(() => SubTasksOf(turn, job));
        foreach (var task in job.Tasks.Values.ToList())
            AcceptTask(turn, task, subTasks, job.Record.RequeueScope);
        DependencyGraph.Judge(turn, job);
        turn.Move(job, JobEvent.Accept);
        EnterQueue(turn, job, parents);
        return (job.Record, null);
    }

    /// <summary>Has a Queued job wait for what it must wait for: its parents, then its hold, then cores.</summary>
    public static void EnterQueue(Turn turn, JobEntry job, IReadOnlyList<int> parents)
    {
        var isOnHold = job.Record.HoldUntil > turn.Now;
        turn.ActivationFilter.Forget(job);
        turn.Ledger.Put(job.Record with
        {
            UnfinishedParents = parents,
            Deadline = null,
            PendingReason = parents.Count > 0 ? ParentJobs.ReasonOf(turn, parents) : isOnHold ? PendingReason.HeldByUser : PendingReason.None,
            ChangeTime = turn.Now,
        });
        if (isOnHold)
            turn.Deadlines.Add(new TaskKey(job.Record.Id, 0), job.Record.HoldUntil);
        if (job.Record.IsHeld)
            return;
        if (job.Record.IsCommand)
        {
            CommandJobs.Start(turn, job);
            return;
        }

        turn.Unexplained.Add(job.Record.Id);
        JobEnding.CompleteEmpty(turn, job);
    }

    /// <summary>Has the tasks that prepare and release the node run once more in the next run of the job.</summary>
    public static void RenewNodeTasks(Turn turn, JobEntry job)
    {
        var subTasks = new Lazy<ILookup<TaskKey, TaskRecord>>(() => SubTasksOf(turn, job));
        foreach (var task in new[] { job.NodePrep, job.NodeRelease }.OfType<TaskEntry>())
            Renew(turn, task, subTasks.Value[task.Record.Key]);
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

    /// <summary>Ends a job that is not valid, or that the administrator's program refused.</summary>
    public static JobRecord Reject(Turn turn, JobEntry job, SchedulerException error, TaskKey? faulty)
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

    private static void AcceptTask(
        Turn turn, TaskEntry task, Lazy<ILookup<TaskKey, TaskRecord>> subTasks, RequeueScope scope)
    {
        var record = task.Record;
        if (record.State == TaskState.Configuring)
        {
            AcceptTask(turn, record);
            return;
        }

        // One that only waits on has nothing behind it that would have to be cleared.
        if (record.State == TaskState.Queued && scope != RequeueScope.AllTasks)
            return;
        if (record.IsNodeTask)
            Renew(turn, task, subTasks.Value[record.Key]);
        else if (scope == RequeueScope.ChosenTasks)
            Reopen(turn, task);
        else if (record.Type == TaskType.Service)
            RequeueService(turn, task, subTasks);
        else if (record.IsMaster)
            RequeueMaster(turn, task, subTasks.Value[record.Key]);
        else if (!record.State.IsEnded() || (record.State != TaskState.Finished && !record.CanceledBeforeRun))
            turn.Move(record, TaskEvent.Requeue, next => Reset(turn, next));
    }

    // A sweep that was stopped with its job has sub-tasks that never began: they run now.
    private static void Reopen(Turn turn, TaskEntry task)
    {
        if (task.Record.State is TaskState.Failed or TaskState.Canceled && task.SubTaskCounts.Queued > 0)
            turn.Move(task.Record, TaskEvent.Requeue, next => Reset(turn, next));
    }

    // It goes on with new instances: those that failed before are none of the new run's failures (scheduler reference, section 2.3, T23).
    private static void RequeueService(Turn turn, TaskEntry task, Lazy<ILookup<TaskKey, TaskRecord>> subTasks)
    {
        var service = task.Record;
        if (service.CanceledBeforeRun)
            return;
        foreach (var instance in subTasks.Value[service.Key])
            Reopening.Replace(turn, instance);
        turn.Move(task.Record, service.State.IsEnded() ? TaskEvent.Renew : TaskEvent.Requeue, next => Reset(turn, next) with { UnexpandedState = TaskState.Queued });
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
        if (task.Record.CanceledBeforeRun || subTasks.Any(subTask => subTask.CanceledBeforeRun))
            return;
        foreach (var subTask in subTasks)
            turn.Move(subTask, subTask.State.IsEnded() ? TaskEvent.Renew : TaskEvent.Requeue, next => Reset(turn, next));
        var record = task.Record;
        turn.Move(record, record.State.IsEnded() ? TaskEvent.Renew : TaskEvent.Requeue, next => Reset(turn, next) with
        {
            UnexpandedState = TaskState.Queued,
        });
    }

    /// <summary>
    /// The sub-tasks of a job by their tasks. The ledger keeps no records of those that have ended: those of this turn are among its changes,
    /// the others in the store.
    /// </summary>
    public static ILookup<TaskKey, TaskRecord> SubTasksOf(Turn turn, JobEntry job)
    {
        var records = turn.Store.LoadJob(job.Record.Id)?.Tasks
            .Where(record => record.Key.SubTaskId != 0)
            .ToDictionary(record => record.Key) ?? [];
        foreach (var changed in turn.Ledger.ChangedSubTasks(job.Record.Id))
            records[changed.Key] = changed;
        return records.Values.ToLookup(record => record.Key.Master);
    }

    /// <summary>A record without what its last run has left.</summary>
    public static TaskRecord Reset(Turn turn, TaskRecord task) => task with
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
        CanceledBy = null,
        CancelTime = null,
        CanceledBeforeRun = false,
        AutoRequeueCount = 0,
        ExecutionFailureRetryCount = 0,
        PreviousExitCode = null,
        ResumeTime = null,
        Deadline = null,
        StopPhase = StopPhase.None,
        AllocatedCores = 0,
        AllocatedCoresPerNode = [],
        AllocatedCoreIds = [],
        AllocatedGpuIds = [],
        RequeueCount = task.RequeueCount + 1,
    };
}
