using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Metrics;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core;

/// <summary>
/// One turn of the core: the records, the time, and what has to be done about it. The rules of each verb are written against it.
/// Records move along the life-cycle tables only, by <see cref="Move(JobEntry, JobEvent, Func{JobRecord, JobRecord}?)"/> and its twin.
/// </summary>
internal sealed class Turn
{
    public Turn(Ledger ledger, IStore store, string schedulerPath)
    {
        (Ledger, Store, SchedulerPath) = (ledger, store, schedulerPath);
        ledger.NodeMoved += (node, @event, comment) => NodeHistory.Note(this, node, @event, comment);
    }

    public Ledger Ledger { get; }

    public IStore Store { get; }

    /// <summary>What tasks find in CCP_SCHEDULER.</summary>
    public string SchedulerPath { get; }

    /// <summary>The machine as the host found it: what nodes can be made of.</summary>
    public NodeRecord Machine { get; set; } = new("", 0, null);

    public DateTimeOffset Now { get; set; }

    /// <summary>Whose hours the hour of the clean-up counts.</summary>
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Utc;

    public List<Effect> Effects { get; } = [];

    public DeadlineQueue Deadlines { get; } = new();

    public Retention Retention { get; } = new();

    public StartWatch Starts { get; } = new();

    public Watchdog Watchdog { get; } = new();

    public UserLimits UserLimits { get; } = new();

    public Sampling Sampling { get; } = new();

    public Throughput Throughput { get; } = new();

    /// <summary>Users who are administrators whatever the members say.</summary>
    public IReadOnlyList<string> FixedMembers { get; set; } = [];

    public ActivationFilter ActivationFilter { get; } = new();

    public Rebalancing Rebalancing { get; } = new();

    /// <summary>Who asks at the moment; null while the scheduler acts by itself.</summary>
    public Caller? Caller { get; set; }

    /// <summary>Jobs whose state has changed and for which others wait; these are told at the end of the turn.</summary>
    public Queue<int> ChangedParents { get; } = new();

    /// <summary>Jobs that came to the queue since the last round and have no reason for waiting yet.</summary>
    public HashSet<int> Unexplained { get; } = [];

    /// <summary>The jobs that stood first when it was last said why jobs wait.</summary>
    public IReadOnlyList<int> First { get; set; } = [];

    /// <summary>What was settled in the last round.</summary>
    public RoundPlan? Plan { get; set; }

    /// <summary>How often the last round was settled.</summary>
    public int Times { get; set; }

    /// <summary>The number of the last call of a filter.</summary>
    public long LastFilterCall { get; set; }

    /// <summary>A job of the ledger, or one that has ended, taken in from the store.</summary>
    /// <exception cref="SchedulerException">HpcJobNotFound.</exception>
    public JobEntry Job(int id)
    {
        if (Ledger.Find(id) is { } job)
            return job;
        return id > 0 && !Ledger.IsDeleted(id) && Store.LoadJob(id) is { } content
            ? Ledger.Admit(content)
            : throw new SchedulerException(SchedulerErrors.JobNotFound, id, id);
    }

    /// <summary>
    /// The record of a job, whatever its state. One that has ended is not taken in: its tasks may be a million, and to refuse a request nobody needs them.
    /// </summary>
    /// <exception cref="SchedulerException">HpcJobNotFound.</exception>
    public JobRecord Record(int id) => Ledger.Find(id)?.Record
        ?? (id > 0 && !Ledger.IsDeleted(id) ? Store.FindJob(id) : null)
        ?? throw new SchedulerException(SchedulerErrors.JobNotFound, id, id);

    /// <summary>A node.</summary>
    /// <exception cref="SchedulerException">HpcNodeNotFound.</exception>
    public NodeEntry Node(string name) =>
        Ledger.Nodes.GetValueOrDefault(name) ?? throw new SchedulerException(SchedulerErrors.NodeNotFound, name, name);

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
