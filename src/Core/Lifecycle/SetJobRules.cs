using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// Changes a job (scheduler reference, section 5.3). In Configuring everything may change; a job that is Failed or Canceled falls back to
/// Configuring; of one that waits or runs only what does not touch its resources; of one that is ending only its progress; of one that is
/// Finished nothing (cmdlets reference, section 3.2).
/// </summary>
internal static class SetJobRules
{
    private const string ExcludedNodes = "ExcludedNodes";

    private static readonly HashSet<string> OfAnyState = ["Progress", "ProgressMessage"];

    // What only describes a job does not take away how it ended.
    private static readonly HashSet<string> OfEnded = [.. OfAnyState, "Name", "Project", "CustomProperties"];

    private static readonly HashSet<string> OfQueued = [.. OfAnyState, "Priority", "CustomProperties", "HoldUntil", ExcludedNodes];

    private static readonly HashSet<string> OfRunning =
    [
        .. OfQueued, "Name", "Project", "TemplateName", "RunTime", "RunUntilCanceled", "JobEnv", "NotifyOnCompletion",
    ];

    public static (JobRecord Job, SchedulerException? Error) Handle(Turn turn, SetJob request, Caller caller)
    {
        JobPropertyRules.Check(request.Properties, turn.Now);
        NodeRules.CheckGroups(turn.Ledger, request.Properties.NodeGroups);
        var record = turn.Record(request.Id);
        Permissions.Check<SetJob>(caller, record, "change");
        if (record.State == JobState.Finished)
            throw new SchedulerException(SchedulerErrors.FinishedJobNotModifiable, request.Id, request.Id);
        var job = turn.Job(request.Id);
        List<string> said = [.. JobPropertyNames.Said(request.Properties)];
        var excluded = ExcludedNodesRules.Change(turn, job, request);
        if (excluded is not null)
            said.Add(ExcludedNodes);
        Permissions.CheckRun<SetJob>(caller, job.Record, said);
        RefuseByState(job.Record, said, caller);

        // The merged values are checked before anything changes: a minimum of now and a maximum of before may disagree.
        var change = JobTemplateRules.Change(turn, job, request.Properties, caller);
        var merged = change.Properties with { ExcludedNodes = excluded ?? job.Record.Properties.ExcludedNodes };
        var asked = change.Asked is null ? null : change.Asked with { ExcludedNodes = merged.ExcludedNodes };
        JobPropertyRules.CheckRanges(merged);
        EnvironmentRules.CheckLength("JobEnv", merged.JobEnv);
        if (merged.RunUntilCanceled == true && job.Record.State == JobState.Running
            && (UnitRules.Minimum(merged) is null || UnitRules.Maximum(merged) is null))
        {
            throw new SchedulerException(SchedulerErrors.RunUntilCanceledWithoutCount, request.Id, request.Id);
        }

        turn.UserLimits.TakeSize(turn, caller, job.Record.Owner, KeptSize.Of(merged) - KeptSize.Of(job.Record.Properties));
        return Change(turn, job, (merged, asked), request.Properties, said);
    }

    private static (JobRecord Job, SchedulerException? Error) Change(
        Turn turn, JobEntry job, (JobProperties Properties, JobProperties? Asked) merged, JobProperties now, List<string> said)
    {
        var state = job.Record.State;
        var isResubmission = state == JobState.Queued && said.Contains("CustomProperties");
        var isReopened = state.IsEnded() && !said.All(OfEnded.Contains);
        if (isResubmission || isReopened || (state is JobState.Configuring && !said.All(OfAnyState.Contains)))
            turn.Move(job, JobEvent.Configure, isReopened ? Reopen : null);
        var keepsCounts = state.IsActive() || (state.IsEnded() && !isReopened);
        var template = JobTemplateRules.Find(turn, merged.Properties.Template);
        var (minimum, maximum, perUnit) = JobTemplateRules.Count(template, merged.Properties, job.Tasks.Values, turn.Ledger.NodeRecords);
        turn.Ledger.Put(job.Record with
        {
            Properties = merged.Properties,
            Asked = merged.Asked,
            Pool = job.Record.State == JobState.Configuring ? PoolRules.Of(turn, template) : job.Record.Pool,
            HoldUntil = now.HoldUntil is null ? job.Record.HoldUntil : JobPropertyRules.Hold(now),
            MinCores = keepsCounts ? job.Record.MinCores : minimum,
            MaxCores = keepsCounts ? job.Record.MaxCores : maximum,
            CoresPerUnit = keepsCounts ? job.Record.CoresPerUnit : perUnit,
            ChangeTime = turn.Now,
        });
        // A job that tells its progress does so all the time.
        if (!said.All(OfAnyState.Contains))
            JobHistory.Note(turn, job.Record, JobHistoryEvent.PropChange, string.Join(", ", said));
        if (isResubmission)
            return SubmitJobRules.Submit(turn, job, JobEvent.Submit, keepPlace: true, keepTasks: true);
        if (state == JobState.Queued && now.HoldUntil is not null)
            SubmitJobRules.EnterQueue(turn, job, job.Record.UnfinishedParents);
        if (state == JobState.Running)
        {
            Deadlines.Watch(turn, job);
            JobEnding.Advance(turn, job);
        }

        return (job.Record, null);
    }

    private static JobRecord Reopen(JobRecord record) => record with
    {
        StartTime = null,
        EndTime = null,
        PendingReason = PendingReason.None,
        ErrorCode = ReasonCodes.None,
        ErrorMessage = "",
        CancelRequest = CancelRequest.None,
        CanceledBy = null,
        CancelTime = null,
        RequeueCount = record.RequeueCount + 1,
    };

    private static void RefuseByState(JobRecord job, List<string> said, Caller caller)
    {
        if (job.State is JobState.Configuring || job.State.IsEnded())
            return;
        var allowed = job.State switch
        {
            JobState.Queued => OfQueued,
            JobState.Running => OfRunning,
            _ => OfAnyState,
        };
        if (said.FirstOrDefault(name => !allowed.Contains(name)) is { } refused)
        {
            throw ReferenceEquals(allowed, OfAnyState)
                ? new SchedulerException(SchedulerErrors.JobNotModifiable, job.Id, job.Id, job.State)
                : new SchedulerException(SchedulerErrors.PropertyNotModifiable, job.Id, job.Id, refused, job.State);
        }

        // Others wait no longer than that (scheduler reference, section 6.5).
        if (job is { State: JobState.Running, IsBackfill: true } && said.Contains("RunTime"))
            throw new SchedulerException(SchedulerErrors.BackfilledRunTime, job.Id, job.Id);

        // Whoever may change everybody's jobs may say which comes first.
        if (said.Contains("Priority"))
            Permissions.CheckEvery<SetJob>(caller, job, $"change the priority of job {job.Id} while it is {job.State}");
    }
}
