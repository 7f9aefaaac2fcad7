using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core;

/// <summary>
/// One turn of the core: the records, the time, and what has to be done about it. The rules of each verb are written against it.
/// Records move along the life-cycle tables only, by <see cref="Move(JobEntry, JobEvent, Func{JobRecord, JobRecord}?)"/> and its twin.
/// </summary>
internal sealed class Turn(Ledger ledger, IStore store, string schedulerPath)
{
    public Ledger Ledger { get; } = ledger;

    public IStore Store { get; } = store;

    /// <summary>What tasks find in CCP_SCHEDULER.</summary>
    public string SchedulerPath { get; } = schedulerPath;

    public DateTimeOffset Now { get; set; }

    /// <summary>Whose hours the hour of the clean-up counts.</summary>
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Utc;

    public List<Effect> Effects { get; } = [];

    public DeadlineQueue Deadlines { get; } = new();

    public Retention Retention { get; } = new();

    public ActivationFilter ActivationFilter { get; } = new();

    /// <summary>Who asks at the moment; null while the scheduler acts by itself.</summary>
    public Caller? Caller { get; set; }

    /// <summary>Jobs whose state has changed and for which others wait; these are told at the end of the turn.</summary>
    public Queue<int> ChangedParents { get; } = new();

    /// <summary>Jobs that came to the queue since the last round and have no reason for waiting yet.</summary>
    public HashSet<int> Unexplained { get; } = [];

    /// <summary>The number of the last call of a filter.</summary>
    public long LastFilterCall { get; set; }

    /// <summary>A job of the ledger, or one that has ended, taken in from the store.</summary>
    /// <exception cref="SchedulerException">HpcJobNotFound.</exception>
    public JobEntry Job(int id)
    {
        if (Ledger.Find(id) is { } job)
            return job;
        return id > 0 && Store.LoadJob(id) is { } content
            ? Ledger.Admit(content)
            : throw new SchedulerException(SchedulerErrors.JobNotFound, id, id);
    }

    /// <summary>Refuses a caller who is neither the job's owner nor an administrator (of a command job: no administrator).</summary>
    /// <exception cref="SchedulerException">HpcPermissionDenied.</exception>
    public static void Permit(JobEntry job, Caller caller, string what)
    {
        var record = job.Record;
        if (caller.IsAdministrator || (record.Owner == caller.Name && !record.JobType.HasFlag(JobType.Admin)))
            return;
        throw new SchedulerException(SchedulerErrors.PermissionDenied, record.Id, caller.Name, $"{what} job {record.Id}");
    }

    public JobRecord Move(JobEntry job, JobEvent @event, Func<JobRecord, JobRecord>? change = null)
    {
        var record = job.Record;
        var next = record with
        {
            State = JobLifecycle.Next(record.State, @event),
            PreviousState = record.State,
            ChangeTime = Now,
        };
        Ledger.Put(change is null ? next : change(next));
        JobHistory.Note(this, job.Record, @event);
        if (Ledger.HasChildren(record.Id))
            ChangedParents.Enqueue(record.Id);
        return job.Record;
    }

    public TaskRecord Move(TaskRecord record, TaskEvent @event, Func<TaskRecord, TaskRecord>? change = null)
    {
        var next = record with
        {
            State = TaskLifecycle.Next(record.State, @event),
            PreviousState = record.State,
            ChangeTime = Now,
        };
        next = change is null ? next : change(next);
        Ledger.Put(next);
        return next;
    }
}
