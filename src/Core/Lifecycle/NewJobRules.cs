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
        var properties = JobPropertyRules.Merge(before, request.Properties);
        JobPropertyRules.CheckRanges(properties);
        List<TaskProperties> tasks = [.. copied, .. request.Tasks ?? []];
        foreach (var task in tasks)
            TaskPropertyRules.Check(task);

        var (minimum, maximum, perUnit) = UnitRules.Count(properties, [], turn.Ledger.NodeRecords);
        var record = new JobRecord
        {
            Id = turn.Ledger.LastJobId + 1,
            Owner = caller.Name,
            Properties = properties,
            State = JobLifecycle.Next(null, JobEvent.Create),
            PreviousState = JobState.Configuring,
            CreateTime = turn.Now,
            ChangeTime = turn.Now,
            HoldUntil = JobPropertyRules.Hold(request.Properties),
            MinCores = minimum,
            MaxCores = maximum,
            CoresPerUnit = perUnit,
        };
        AddTaskRules.CheckTogether(new JobEntry(record), tasks);
        turn.Ledger.SetLastJobId(record.Id);
        turn.Ledger.Put(record);
        JobHistory.Note(turn, record, JobEvent.Create);
        var job = turn.Ledger.Find(record.Id)!;
        AddTaskRules.Add(turn, job, tasks);
        return job.Record;
    }

    private static (JobProperties Properties, IReadOnlyList<TaskProperties> Tasks) Copy(Turn turn, int id, Caller caller)
    {
        var source = turn.Job(id);
        Permissions.Check<NewJob>(caller, source.Record, "copy");
        return (JobPropertyRules.Copy(source.Record.Properties), [.. source.Tasks.Values.Select(task => task.Record.Properties)]);
    }
}
