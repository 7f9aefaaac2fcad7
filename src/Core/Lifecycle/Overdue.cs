using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Jobs and tasks that are longer on their way to their end, or to the queue, than all their deadlines allow.</summary>
internal static class Overdue
{
    /// <summary>How much later than its time a deadline may be acted on: a host that is busy, or a machine that slept.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    private const int MostTasks = 5;

    /// <summary>Those that are. None if all is well.</summary>
    public static IEnumerable<Stall> Find(Ledger ledger, DateTimeOffset now)
    {
        foreach (var key in ledger.Running)
        {
            var job = ledger.Find(key.JobId)!;
            if (Closing(job, now, ledger.TakenUp) is { } stall)
                yield return stall;
        }
    }

    /// <summary>As <see cref="Find"/>, and also what lasts a moment only and every single task: for whoever has the time to look at all.</summary>
    public static IEnumerable<Stall> FindAll(Ledger ledger, DateTimeOffset now)
    {
        foreach (var job in ledger.Jobs)
        {
            var record = job.Record;
            if (record.State is JobState.Submitted or JobState.Validating)
                yield return new Stall(record.Id, $"Job {record.Id} has been {record.State} since {record.ChangeTime:u}, which lasts no longer than one step.");
            foreach (var task in job.Active.Values.Where(task => task.StopPhase != StopPhase.None && task.Deadline + Slack < now))
                yield return new Stall(record.Id, $"Task {task.Key} is {task.State}, and its phase {task.StopPhase} was over at {task.Deadline:u}.");
        }

        foreach (var stall in Find(ledger, now))
            yield return stall;
    }

    private static Stall? Closing(JobEntry job, DateTimeOffset now, DateTimeOffset takenUp)
    {
        var record = job.Record;
        if (record.State is not (JobState.Canceling or JobState.Finishing))
            return null;
        if (record.StopPhase != StopPhase.None)
        {
            return record.Deadline + Slack < now && takenUp + Slack < now
                ? new Stall(record.Id, $"Job {record.Id} is {record.State}, and its phase {record.StopPhase} was over at {record.Deadline:u}.")
                : null;
        }

        // When the task that has a deadline has ended, it is looked again.
        return record.CancelRequest is CancelRequest.CancelGraceful or CancelRequest.FinishGraceful || job.Active.Values.Any(task => task.StopPhase != StopPhase.None)
            ? null
            : new Stall(record.Id, $"Job {record.Id} has been {record.State} since {record.ChangeTime:u} and waits without a deadline for {string.Join(", ", job.Active.Values.Take(MostTasks).Select(task => $"{task.Key} ({task.Type}, {task.State})"))}.");
    }
}
