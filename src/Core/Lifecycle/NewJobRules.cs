using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Makes a job with its first tasks, or as a copy of another (scheduler reference, sections 2.2, J1 and J2, and 5.4).</summary>
internal static class NewJobRules
{
    public static JobRecord Handle(Turn turn, NewJob request, Caller caller)
    {
        JobPropertyRules.Check(request.Properties, turn.Now);
        NodeRules.CheckGroups(turn.Ledger, request.Properties.NodeGroups);
        var (before, copied) = request.CopyOf is { } id ? Copy(turn, id, caller) : (new JobProperties(), []);
        var said = JobPropertyRules.Merge(before, request.Properties);
        // An empty variable of a new job hides that of its template or of the cluster.
        if (before.JobEnv is null)
            said = said with { JobEnv = request.Properties.JobEnv };
        var (template, asked) = JobTemplateRules.Choose(turn, said, caller);
        var properties = JobTemplateRules.Apply(template, asked);
        JobPropertyRules.CheckRanges(properties);
        var draft = new Draft(JobType.Batch, properties, [.. copied, .. request.Tasks ?? []])
        {
            Template = template,
            Asked = ReferenceEquals(properties, asked) ? null : asked,
            HoldUntil = JobPropertyRules.Hold(request.Properties),
        };
        return Make(turn, draft, caller).Record;
    }

    /// <summary>Makes a job of checked properties with its first tasks, which are checked here.</summary>
    /// <exception cref="SchedulerException">That of the first task that is refused; nothing has changed.</exception>
    public static JobEntry Make(Turn turn, Draft draft, Caller caller)
    {
        foreach (var task in draft.Tasks)
            TaskPropertyRules.Check(task);

        var (minimum, maximum, perUnit) = JobTemplateRules.Count(draft.Template, draft.Properties, [], turn.Ledger.NodeRecords);
        var record = new JobRecord
        {
            Id = turn.Ledger.LastJobId + 1,
            Owner = caller.Name,
            JobType = draft.Type,
            Properties = draft.Properties,
            Asked = draft.Asked,
            Pool = PoolRules.Of(turn, draft.Template),
            State = JobLifecycle.Next(null, JobEvent.Create),
            PreviousState = JobState.Configuring,
            CreateTime = turn.Now,
            ChangeTime = turn.Now,
            HoldUntil = draft.HoldUntil,
            MinCores = minimum,
            MaxCores = maximum,
            CoresPerUnit = perUnit,
        };
        AddTaskRules.CheckTogether(new JobEntry(record), draft.Tasks);
        turn.UserLimits.Take(turn, caller, record.Owner, 1, draft.Tasks.Count, KeptSize.Of(draft.Properties) + draft.Tasks.Sum(KeptSize.Of));
        turn.Ledger.SetLastJobId(record.Id);
        turn.Ledger.Put(record);
        JobHistory.Note(turn, record, JobEvent.Create);
        var job = turn.Ledger.Find(record.Id)!;
        AddTaskRules.Add(turn, job, draft.Tasks);
        return job;
    }

    private static (JobProperties Properties, IReadOnlyList<TaskProperties> Tasks) Copy(Turn turn, int id, Caller caller)
    {
        var source = turn.Job(id);
        Permissions.Check<NewJob>(caller, source.Record, "copy");
        return (JobPropertyRules.Copy(source.Record.Said), [.. source.Tasks.Values.Where(task => !task.Record.IsOfTemplate).Select(task => task.Record.Properties)]);
    }

    /// <summary>A job that is to be made.</summary>
    /// <param name="Type">Its type.</param>
    /// <param name="Properties">What counts for it.</param>
    /// <param name="Tasks">Its first tasks.</param>
    public sealed record Draft(JobType Type, JobProperties Properties, IReadOnlyList<TaskProperties> Tasks)
    {
        /// <summary>Its template; null for a command, which has none.</summary>
        public JobTemplateRecord? Template { get; init; }

        /// <summary>What was said of it, where its template makes something else of that.</summary>
        public JobProperties? Asked { get; init; }

        public DateTimeOffset? HoldUntil { get; init; }
    }
}
