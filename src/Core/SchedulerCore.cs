using System.Collections.Immutable;
using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Metrics;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core;

/// <summary>
/// The scheduler without clock, thread, file or process. A turn begins with <see cref="Begin"/>, takes any number of requests and
/// words of the engine, and ends with <see cref="End"/>, which returns what changed and what is to be done. The caller commits the
/// changes, then answers the requests and carries out the effects. If the commit fails, the core must be thrown away and made anew
/// from the store. Used by one thread only.
/// </summary>
public sealed class SchedulerCore
{
    private readonly Turn _turn;

    /// <summary>The core of what a store holds.</summary>
    /// <param name="store">Read only; the caller commits.</param>
    /// <param name="content">What <see cref="IStore.Load"/> returned.</param>
    /// <param name="schedulerPath">What tasks find in CCP_SCHEDULER.</param>
    public SchedulerCore(IStore store, StoreContent content, string schedulerPath)
    {
        _turn = new Turn(new Ledger(), store, schedulerPath);
        _turn.Ledger.Load(content);
    }

    /// <summary>Whose hours JobCleanUpHour counts. UTC unless it is said.</summary>
    public TimeZoneInfo TimeZone { init => _turn.TimeZone = value; }

    /// <summary>When the core has to be asked again at the latest; null if nothing is to come by itself.</summary>
    public DateTimeOffset? NextDeadline =>
        Earlier(Earlier(_turn.Deadlines.Next, _turn.Starts.Due(_turn)), Earlier(_turn.Retention.Due(_turn), _turn.Sampling.Due(_turn)));

    /// <summary>The time of the turn.</summary>
    internal DateTimeOffset Now => _turn.Now;

    internal Ledger Ledger => _turn.Ledger;

    /// <summary>How often the last round was settled.</summary>
    internal int Times => _turn.Times;

    /// <summary>The settings.</summary>
    public ClusterProperties ClusterProperties => _turn.Ledger.ClusterProperties;

    /// <summary>The members that were added, in the order of their names.</summary>
    public IReadOnlyList<MemberRecord> Members => _turn.Ledger.Members;

    /// <summary>Names of users who are administrators whatever the members say, and cannot be removed.</summary>
    public IReadOnlyList<string> FixedMembers
    {
        get => _turn.FixedMembers;
        init => _turn.FixedMembers = value;
    }

    /// <summary>The nodes in the order of their names.</summary>
    public IReadOnlyList<NodeRecord> Nodes => [.. _turn.Ledger.Nodes.Values.Select(node => node.Record)];

    /// <summary>The cluster's name: what an administrator says, else that of the machine.</summary>
    public string ClusterName => _turn.Ledger.ClusterName;

    /// <summary>The name of the machine's node, or of the first node where that is no node any more.</summary>
    public string HeadNodeName => _turn.Ledger.HeadNodeName;

    /// <summary>The groups of nodes in the order of their numbers, those first that are always there.</summary>
    public IReadOnlyList<NodeGroupRecord> NodeGroups => [.. _turn.Ledger.NodeGroups];

    /// <summary>Grows with every change of a node or a group.</summary>
    public int NodesVersion => _turn.Ledger.NodesVersion;

    /// <summary>The job templates by their names, letters of either case.</summary>
    public ImmutableSortedDictionary<string, JobTemplateRecord> JobTemplates => _turn.Ledger.JobTemplates;

    /// <summary>The pools in the order of their names, each with its guarantee and the cores of its jobs.</summary>
    public IReadOnlyList<(PoolRecord Pool, int Guarantee, int Allocated)> Pools => PoolRules.Standing(_turn);

    /// <summary>Attempts that are over and whose processes could not be killed. <see cref="NodesVersion"/> grows when they change.</summary>
    public IReadOnlyList<FenceRecord> Fences => [.. _turn.Ledger.Fences.Values];

    /// <summary>The attempts that are not over.</summary>
    public IReadOnlySet<AttemptKey> ActiveAttempts =>
        _turn.Ledger.Jobs.SelectMany(job => job.Active.Values).Select(task => new AttemptKey(task.Key, task.Instance)).ToHashSet();

    /// <summary>How busy the scheduler is in this turn.</summary>
    public SchedulerLoad Load => SchedulerLoad.Of(_turn);

    /// <summary>Begins a turn at a time, and acts on everything that is due.</summary>
    public void Begin(DateTimeOffset now)
    {
        var before = _turn.Now;
        _turn.Now = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        if (_turn.Now < before)
            ClockPutBack.Shorten(_turn);
        Deadlines.Pass(_turn);
    }

    /// <summary>
    /// Takes up what an earlier core left: attempts are adopted, stop signals and kills sent again, filters asked again, and folders of
    /// jobs that are gone deleted. Once, in the first turn.
    /// </summary>
    /// <param name="machine">The machine as the host found it. It is a node if there is none yet, and if it was one before.</param>
    /// <param name="survivors">What <see cref="IEngine.FindSurvivors"/> returned; null for none.</param>
    public void Resume(NodeRecord machine, IReadOnlyDictionary<AttemptKey, IReadOnlyList<int>>? survivors = null)
    {
        _turn.Machine = machine;
        _turn.Ledger.MachineName = machine.Name;
        _turn.Ledger.TakenUp = _turn.Now;
        _turn.Sampling.Begin(_turn.Now);
        DiscoverNode.Take(_turn, machine);
        if (!_turn.Ledger.JobTemplates.ContainsKey(JobTemplateRecord.DefaultName))
            _turn.Ledger.Put(new JobTemplateRecord { Name = JobTemplateRecord.DefaultName, CreateTime = _turn.Now, ChangeTime = _turn.Now });
        if (!_turn.Ledger.Pools.ContainsKey(PoolRecord.DefaultName))
            _turn.Ledger.Put(new PoolRecord(PoolRecord.DefaultName, 0));
        foreach (var (key, processes) in survivors ?? new Dictionary<AttemptKey, IReadOnlyList<int>>())
            TaskEnding.FenceAgain(_turn, key, processes);
        _turn.Effects.Add(new Effect.ForgetOthers(_turn.Store.ListJobIds(), _turn.Ledger.LastJobId));
        ClockPutBack.Shorten(_turn);
        foreach (var job in _turn.Ledger.Jobs.ToList())
        {
            Deadlines.Watch(_turn, job);
            foreach (var task in job.Active.Values)
                ResumeTask(job, task);
            if (job.Record.State == JobState.ExternalValidation)
                SubmissionFilter.Resume(_turn, job);
            ActivationFilter.Resume(_turn, job);
            // One that waits for something else than cores has its turn when that has come.
            if (!job.Record.IsHeld)
                JobEnding.Advance(_turn, job);
        }
    }

    /// <summary>
    /// Gives no number of a job up to this one any more. Where a copy of the database was put back, later jobs have left their attempts under
    /// numbers that it does not know of, and a new job of such a number would be taken for the old one.
    /// </summary>
    public void SkipJobNumbers(int last)
    {
        if (last > _turn.Ledger.LastJobId)
            _turn.Ledger.SetLastJobId(last);
    }

    /// <summary>Makes a job.</summary>
    /// <exception cref="SchedulerException">The request is refused and nothing has changed; so for all requests.</exception>
    public JobRecord Handle(NewJob request, Caller caller) => As(caller, () => Counted(NewJobRules.Handle(_turn, request, caller)));

    /// <summary>Runs a command on nodes.</summary>
    public JobRecord Handle(InvokeCommand request, Caller caller) => As(caller, () => Counted(InvokeCommandRules.Handle(_turn, request, caller)));

    /// <summary>Changes a job. An error beside the job is to be answered after the commit: the job is kept as Failed.</summary>
    public (JobRecord Job, SchedulerException? Error) Handle(SetJob request, Caller caller) =>
        As(caller, () => Counted(SetJobRules.Handle(_turn, request, caller)));

    /// <summary>
    /// Submits a job or queues it again. An error beside the job is to be answered after the commit: the job is kept as Failed. A job in
    /// ExternalValidation is answered when it has left that.
    /// </summary>
    public (JobRecord Job, SchedulerException? Error) Handle(SubmitJob request, Caller caller) =>
        As(caller, () => Counted(SubmitJobRules.Handle(_turn, request, caller)));

    /// <summary>Queues a job again. An error beside the job is to be answered after the commit: the job is kept as Failed.</summary>
    public (JobRecord Job, SchedulerException? Error) Handle(RestartJob request, Caller caller) =>
        As(caller, () => Counted(RestartJobRules.Handle(_turn, request, caller)));

    /// <summary>Says why a job waits. Nothing changes.</summary>
    public Explanation Handle(ExplainJob request) => ExplainJobRules.Handle(_turn, request);

    /// <summary>Cancels or finishes a job.</summary>
    public JobRecord Handle(StopJob request, Caller caller) => As(caller, () => Counted(StopJobRules.Handle(_turn, request, caller)));

    /// <summary>Deletes a job.</summary>
    public Done Handle(RemoveJob request, Caller caller) => As(caller, () =>
    {
        RemoveJobRules.Handle(_turn, request, caller);
        return new Done();
    });

    /// <summary>Adds tasks to a job.</summary>
    public (JobRecord Job, IReadOnlyList<int> TaskIds) Handle(AddTask request, Caller caller) => As(caller, () =>
    {
        var (job, ids) = AddTaskRules.Handle(_turn, request, caller);
        return (Counted(job), ids);
    });

    /// <summary>Changes a task.</summary>
    public TaskRecord Handle(SetTask request, Caller caller) => As(caller, () => SetTaskRules.Handle(_turn, request, caller));

    /// <summary>Submits a task.</summary>
    public TaskRecord Handle(SubmitTask request, Caller caller) => As(caller, () => SubmitTaskRules.Handle(_turn, request, caller));

    /// <summary>Cancels or finishes a task.</summary>
    public TaskRecord Handle(StopTask request, Caller caller) => As(caller, () => StopTaskRules.Handle(_turn, request, caller));

    /// <summary>Queues tasks again. An error beside the job is to be answered after the commit: the job is kept as Failed.</summary>
    public (JobRecord Job, SchedulerException? Error) Handle(RestartTask request, Caller caller) =>
        As(caller, () => Counted(RestartTaskRules.Handle(_turn, request, caller)));

    /// <summary>The job of a task that a request of this turn has returned.</summary>
    public JobRecord JobOf(TaskRecord task) => _turn.Job(task.Key.JobId).Record;

    /// <summary>Changes cluster properties.</summary>
    public SetClusterPropertyReply Handle(SetClusterProperty request, Caller caller) =>
        As(caller, () => SetClusterPropertyRules.Handle(_turn, request, caller));

    /// <summary>Gives a user roles.</summary>
    public MemberRecord Handle(AddMember request, Caller caller) => As(caller, () => AddMemberRules.Handle(_turn, request, caller));

    /// <summary>Takes roles from a member.</summary>
    public Done Handle(RemoveMember request, Caller caller) => As(caller, () =>
    {
        RemoveMemberRules.Handle(_turn, request, caller);
        return new Done();
    });

    /// <summary>Makes a node.</summary>
    public NodeRecord Handle(NewNode request, Caller caller) => As(caller, () => NewNodeRules.Handle(_turn, request, caller));

    /// <summary>Changes a node.</summary>
    public NodeRecord Handle(SetNode request, Caller caller) => As(caller, () => SetNodeRules.Handle(_turn, request, caller));

    /// <summary>Makes a node group.</summary>
    public NodeGroupRecord Handle(NewGroup request, Caller caller) => As(caller, () => NewGroupRules.Handle(_turn, request, caller));

    /// <summary>Changes a node group.</summary>
    public NodeGroupRecord Handle(SetGroup request, Caller caller) => As(caller, () => SetGroupRules.Handle(_turn, request, caller));

    /// <summary>Puts nodes into a group.</summary>
    public NodeGroupRecord Handle(AddGroup request, Caller caller) => As(caller, () => AddGroupRules.Handle(_turn, request, caller));

    /// <summary>Takes nodes out of a group, or deletes it.</summary>
    public Done Handle(RemoveGroup request, Caller caller) => As(caller, () =>
    {
        RemoveGroupRules.Handle(_turn, request, caller);
        return new Done();
    });

    /// <summary>Takes a node offline or online.</summary>
    public NodeRecord Handle(SetNodeState request, Caller caller) => As(caller, () => SetNodeStateRules.Handle(_turn, request, caller));

    /// <summary>Takes a node away.</summary>
    public Done Handle(RemoveNode request, Caller caller) => As(caller, () =>
    {
        RemoveNodeRules.Handle(_turn, request, caller);
        return new Done();
    });

    /// <summary>Makes a job template, or gives one other items.</summary>
    public JobTemplateRecord Handle(ImportJobTemplate request, Caller caller) =>
        As(caller, () => ImportJobTemplateRules.Handle(_turn, request, caller));

    /// <summary>Copies a job template.</summary>
    public JobTemplateRecord Handle(CopyJobTemplate request, Caller caller) => As(caller, () => CopyJobTemplateRules.Handle(_turn, request, caller));

    /// <summary>Removes a job template.</summary>
    public Done Handle(RemoveJobTemplate request, Caller caller) => As(caller, () =>
    {
        RemoveJobTemplateRules.Handle(_turn, request, caller);
        return new Done();
    });

    /// <summary>Says who may do what with a job template.</summary>
    public Done Handle(SetJobTemplateAcl request, Caller caller) => As(caller, () =>
    {
        SetJobTemplateAclRules.Handle(_turn, request, caller);
        return new Done();
    });

    /// <summary>Makes a pool.</summary>
    public PoolRecord Handle(AddPool request, Caller caller) => As(caller, () => AddPoolRules.Handle(_turn, request, caller));

    /// <summary>Changes a pool.</summary>
    public PoolRecord Handle(SetPool request, Caller caller) => As(caller, () => SetPoolRules.Handle(_turn, request, caller));

    /// <summary>Removes a pool.</summary>
    public Done Handle(RemovePool request, Caller caller) => As(caller, () =>
    {
        RemovePoolRules.Handle(_turn, request, caller);
        return new Done();
    });

    /// <summary>The engine says that an attempt runs.</summary>
    public void Started(AttemptKey key, DateTimeOffset time) => TaskEnding.Started(_turn, key, Milliseconds(time));

    /// <summary>The engine says that an attempt is over.</summary>
    public void Ended(AttemptKey key, AttemptEnd end) => TaskEnding.Ended(_turn, key, end with { Time = Milliseconds(end.Time) });

    /// <summary>A filter says what it thinks of a job.</summary>
    public void Filtered(FilterCall call, FilterVerdict verdict)
    {
        if (call.Kind is FilterKind.Activation or FilterKind.Growth)
            _turn.ActivationFilter.Answered(_turn, call, verdict);
        else
            SubmissionFilter.Filtered(_turn, call, verdict);
    }

    /// <summary>The engine says how busy the machine is.</summary>
    public void Measured(MachineLoad load) => _turn.Sampling.Take(load);

    /// <summary>Ends a turn: gives free cores to whoever is next, and returns what is to be committed and done.</summary>
    public Step End()
    {
        ParentJobs.TellChildren(_turn);
        do
            Dispatcher.Round(_turn);
        while (_turn.ActivationFilter.IsAnotherRoundNeeded(_turn));
        ParentJobs.TellChildren(_turn);
        var stalls = _turn.Watchdog.Look(_turn);
        var changes = _turn.Ledger.TakeChanges();
        _turn.UserLimits.EndTurn();
        foreach (var job in changes.Jobs)
        {
            if (job.EndTime is { } end && job.State.IsEnded())
                _turn.Retention.Watch(_turn, end);
        }

        _turn.Throughput.Note(_turn.Now, _turn.Ledger.Totals);
        changes = _turn.Sampling.Pass(_turn, changes);
        var effects = _turn.Effects.ToList();
        _turn.Effects.Clear();
        return new Step(changes, effects) { Stalls = stalls };
    }

    private static DateTimeOffset Milliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;

    // What follows from a request is noted as the caller's doing.
    private TReply As<TReply>(Caller caller, Func<TReply> act)
    {
        _turn.Caller = caller;
        try
        {
            return act();
        }
        finally
        {
            _turn.Caller = null;
        }
    }

    private JobRecord Counted(JobRecord job) => job with { Counts = _turn.Ledger.Find(job.Id)?.Counts ?? job.Counts };

    private (JobRecord Job, SchedulerException? Error) Counted((JobRecord Job, SchedulerException? Error) reply) =>
        (Counted(reply.Job), reply.Error);

    private void ResumeTask(JobEntry job, TaskRecord task)
    {
        var key = new AttemptKey(task.Key, task.Instance);
        _turn.Effects.Add(new Effect.Adopt(AttemptPlan.Of(_turn, job.Record, task)));
        var phase = task.StopPhase != StopPhase.None || task.State is not (TaskState.Canceling or TaskState.Finishing)
            ? task.StopPhase
            : job.Record.StopPhase;
        if (phase is StopPhase.Kill or StopPhase.ReleaseKill)
            _turn.Effects.Add(new Effect.Kill(key));
        else if (phase == StopPhase.Grace)
            _turn.Effects.Add(new Effect.Stop(key));
    }
}
