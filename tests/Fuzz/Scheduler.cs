using HpcScheduler.Core;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Execution.Fake;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Fuzz;

/// <summary>
/// A scheduler that requests are given to: a core with nodes, groups, templates, pools, members, and jobs in most states. Its store is memory,
/// its machine a fake, its clock moves when it is told to.
/// </summary>
internal sealed class Scheduler : IEngineEvents, IFilters
{
    // What a machine may do between two requests. More than all its processes ever need: what comes later would never end.
    private const int MostSteps = 2000;

    private static readonly Caller Administrator = new("root", UserRoles.Administrator);
    private static readonly Caller User = new("user", UserRoles.User);
    private static readonly ChangeSet Seed = Prepared();

    private readonly MemoryStore _store = new();
    private readonly FakeMachine _machine = new();
    private readonly Queue<Action<SchedulerCore>> _words = new();
    private readonly List<ChangeSet> _commits = [];
    private readonly SchedulerCore _core;
    private readonly FakeEngine _engine;
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Scheduler()
        : this(Seed)
    {
    }

    private Scheduler(ChangeSet seed)
    {
        Commit(seed);
        _machine.Script = attempt => new FakeBehavior
        {
            IgnoresStop = attempt.Key.Task.TaskId % 3 == 2,
            StartFailure = attempt.WorkDir is null ? null : AttemptOutcome.WorkDirFailed,
        };
        _engine = new FakeEngine(_machine, this, () => _now);
        _core = new SchedulerCore(_store, _store.Load(), "/scheduler") { FixedMembers = ["root"] };
        _core.Begin(_now);
        _core.Resume(new NodeRecord("node", 16, null) { Memory = 65_536, Gpus = [0, 1, 2, 3], NumaNodes = [.. Enumerable.Range(0, 16).Select(core => core / 4)] });
        Finish();
    }

    /// <summary>What was committed, in its order.</summary>
    public IReadOnlyList<ChangeSet> Commits => _commits;

    public MemoryStore Store => _store;

    /// <summary>Gives the core a request, and lets the machine go on.</summary>
    /// <returns>What it answers.</returns>
    /// <exception cref="SchedulerException">The request is refused.</exception>
    public TReply Turn<TReply>(Func<SchedulerCore, Caller, TReply> request, bool isAdministrator = true)
    {
        _core.Begin(_now);
        while (_words.TryDequeue(out var word))
            word(_core);
        try
        {
            return request(_core, isAdministrator ? Administrator : User);
        }
        finally
        {
            Finish();
        }
    }

    /// <summary>Lets time pass, and the machine go on for some steps.</summary>
    public void Pass(TimeSpan time, int steps)
    {
        for (var step = 0; step < steps && _engine.Step(); step++)
            continue;
        _now += time;
        Turn((_, _) => 0);
    }

    /// <summary>Lets a process end, if one runs.</summary>
    public void EndOne(int number, int exitCode)
    {
        var running = _machine.Processes.Where(process => process.State == FakeProcessState.Running).ToList();
        if (running.Count > 0)
            _engine.Complete(running[number % running.Count].Attempt.Key, exitCode);
    }

    /// <summary>Lets the machine do everything that it was asked to.</summary>
    public void Rest()
    {
        for (var step = 0; _engine.Step() || _words.Count > 0; step++)
        {
            Giving.Require(step < MostSteps, "The machine does not come to rest.");
            Turn((_, _) => 0);
        }
    }

    void IEngineEvents.Started(AttemptKey key, DateTimeOffset time) => _words.Enqueue(core => core.Started(key, time));

    void IEngineEvents.Measured(MachineLoad load) => _words.Enqueue(core => core.Measured(load));

    void IEngineEvents.Ended(AttemptKey key, AttemptEnd end) => _words.Enqueue(core => core.Ended(key, end));

    void IFilters.Ask(FilterCall call) =>
        _words.Enqueue(core => core.Filtered(call, new FilterVerdict { Outcome = FilterOutcome.Exited }));

    private void Finish()
    {
        var step = _core.End();
        Invariants.Check(_core);
        Commit(step.Changes);
        foreach (var effect in step.Effects)
            effect.CarryOut(_engine, this);
    }

    private void Commit(ChangeSet changes)
    {
        _store.Commit(changes);
        _commits.Add(changes);
    }

    private static ChangeSet Prepared()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var scheduler = new Scheduler(new ChangeSet
        {
            Nodes =
            [
                new NodeRecord("node", 4, null) { CoreIds = [0, 1, 2, 3], Sockets = 2, Memory = 8192, Gpus = [0] },
                new NodeRecord("alpha", 2, null) { CoreIds = [4, 5], Memory = 1024, Gpus = [1, 2] },
                new NodeRecord("beta", 4, null) { CoreIds = [6, 7, 8, 9], Sockets = 4, Memory = 4096 },
            ],
            Members = [new MemberRecord("user", UserRoles.User)],
            Pools = [new PoolRecord(PoolRecord.DefaultName, 1), new PoolRecord("other", 1)],
            JobTemplates = [new JobTemplateRecord { Name = "other", CreateTime = start, ChangeTime = start, Items = [new JobTemplateItem { PropertyName = "Pool", Default = "other" }] }],
        });
        scheduler.Turn((core, caller) => core.Handle(new NewGroup("some", ""), caller));
        scheduler.Turn((core, caller) => core.Handle(new AddGroup("some", null, ["alpha", "node"]), caller));
        scheduler.Make(new JobProperties(), Basic("a"), Basic("b") with { Depend = ["a"] });
        scheduler.Make(new JobProperties { Name = "ended" }, Basic("a"));
        scheduler.Submit(2);
        scheduler.EndAll(0);
        scheduler.Make(new JobProperties { RunTime = TimeSpan.FromHours(1) }, Basic("a"), Basic("b") with { Depend = ["a"] }, Basic("c"));
        scheduler.Make(new JobProperties { Template = "other" }, new TaskProperties { CommandLine = "echo *", Type = TaskType.ParametricSweep, EndValue = 4 });
        scheduler.Make(new JobProperties { MinCores = 8, MaxCores = 8 }, Basic("a"), new TaskProperties { CommandLine = "release", Type = TaskType.NodeRelease });
        scheduler.Make(new JobProperties(), Basic("a"));
        foreach (var job in (int[])[3, 4, 5, 6])
            scheduler.Submit(job);
        scheduler.Turn((core, caller) => core.Handle(new StopJob(6, "", Force: true, Graceful: false, Finish: false), caller));
        scheduler.Rest();
        return scheduler.Everything();
    }

    private static TaskProperties Basic(string name) => new() { Name = name, CommandLine = "run " + name };

    private void Make(JobProperties properties, params TaskProperties[] tasks) => Turn((core, _) => core.Handle(new NewJob(properties, tasks), User));

    private void Submit(int job) => Turn((core, caller) => core.Handle(new SubmitJob(job), caller));

    private void EndAll(int exitCode)
    {
        Rest();
        while (_machine.Processes.Any(process => process.State == FakeProcessState.Running))
        {
            EndOne(0, exitCode);
            Rest();
        }
    }

    private ChangeSet Everything()
    {
        var content = _store.Load();
        var jobs = _store.ListJobs(JobFilter.None).ToList();
        return new ChangeSet
        {
            Jobs = jobs,
            Tasks = [.. jobs.SelectMany(job => _store.ListTasks(job.Id, null, null, null))],
            LastJobId = content.LastJobId,
            Nodes = content.Nodes,
            NodeGroups = content.NodeGroups,
            Members = content.Members,
            JobTemplates = content.JobTemplates,
            Pools = content.Pools,
        };
    }
}
