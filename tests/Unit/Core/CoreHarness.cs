using System.Globalization;
using HpcScheduler.Core;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Unit.Core;

/// <summary>
/// A core with a store in memory and a clock that the test turns. Every call is one turn; its effects are kept, and those that start
/// an attempt can be answered by <see cref="Exit"/>.
/// </summary>
internal sealed class CoreHarness
{
    private readonly MemoryStore _store = new();
    private readonly int _sockets;

    public CoreHarness(int cores = 4, int sockets = 1)
        : this(cores, sockets, [], [])
    {
    }

    /// <summary>With these nodes, and not the machine, and these groups.</summary>
    public CoreHarness(NodeRecord[] nodes, params NodeGroupRecord[] groups)
        : this(4, 1, nodes, groups)
    {
    }

    private CoreHarness(int cores, int sockets, NodeRecord[] nodes, NodeGroupRecord[] groups)
    {
        _sockets = sockets;
        _store.Commit(new ChangeSet { Nodes = nodes, NodeGroups = groups });
        Core = Make(cores);
        Settings = Core.ClusterProperties;
    }

    public static readonly Caller Owner = new("owner", UserRoles.User);

    public static readonly Caller Stranger = new("stranger", UserRoles.User);

    public static readonly Caller Administrator = new("admin", UserRoles.Administrator);

    /// <summary>A user who is an administrator whatever the members say.</summary>
    public const string Fixed = "root";

    public SchedulerCore Core { get; private set; }

    public ClusterProperties Settings { get; private set; }

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The faults that the last turn told of.</summary>
    public IReadOnlyList<Stall> Stalls { get; private set; } = [];

    /// <summary>Whether the last turn had the machine looked at.</summary>
    public bool IsMeasured { get; private set; }

    /// <summary>The effects of the last turn but that.</summary>
    public IReadOnlyList<Effect> Effects { get; private set; } = [];

    /// <summary>Attempts that were started and have not ended, by task.</summary>
    public Dictionary<TaskKey, AttemptKey> Running { get; } = [];

    /// <summary>Every command line that was started, in order.</summary>
    public List<string> Started { get; } = [];

    public JobRecord Job(int id) => _store.FindJob(id)!;

    public TaskRecord Task(int job, int task, int subTask = 0) => _store.ListTasks(job, task, subTask, null).Single();

    public NodeRecord Node(string name) => _store.Load().Nodes.Single(node => node.Name == name);

    /// <summary>A node is taken offline or online.</summary>
    public void SetNode(string name, NodeState state, bool force = false) =>
        Turn(core => core.Handle(new SetNodeState(name, state, force), Administrator));

    public bool Exists(int job) => _store.FindJob(job) is not null;

    public IEnumerable<TaskRecord> Tasks(int job) => _store.ListTasks(job, null, null, null);

    public IReadOnlyList<JobHistoryRecord> History(int job) =>
        [.. _store.ListHistory(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, [job]).Select(row => row.History)];

    /// <summary>One turn. What a refused request has changed would be stored as well, so that tests see it.</summary>
    public TReply Turn<TReply>(Func<SchedulerCore, TReply> act)
    {
        Core.Begin(Now);
        try
        {
            return act(Core);
        }
        finally
        {
            End();
        }
    }

    public int New(JobProperties? properties = null) => Turn(core => core.Handle(new NewJob(properties ?? new JobProperties()), Owner).Id);

    public int Add(int job, TaskProperties task) => Turn(core => core.Handle(new AddTask(job, [task]), Owner).TaskIds[0]);

    public int Add(int job, string commandLine) => Add(job, new TaskProperties { CommandLine = commandLine });

    /// <summary>A job of tasks with these command lines, submitted.</summary>
    public int Submitted(params string[] commandLines) =>
        Submitted(new JobProperties(), [.. commandLines.Select(line => new TaskProperties { CommandLine = line })]);

    /// <summary>A job of these tasks, submitted.</summary>
    public int Submitted(JobProperties properties, params TaskProperties[] tasks)
    {
        var job = Turn(core => core.Handle(new NewJob(properties, tasks), Owner).Id);
        Assert.Null(Submit(job));
        return job;
    }

    public SchedulerException? Submit(int job) => Turn(core => core.Handle(new SubmitJob(job), Owner).Error);

    public SchedulerException? RestartJob(int job) => Turn(core => core.Handle(new RestartJob(job), Owner).Error);

    public SchedulerException? SetJob(int job, JobProperties properties) => SetJob(new SetJob(job, properties), Owner);

    public SchedulerException? SetJob(SetJob request, Caller caller) => Turn(core => core.Handle(request, caller).Error);

    /// <summary>Makes a job template, or replaces what it says.</summary>
    public JobTemplateRecord Import(string name, params JobTemplateItem[] items) =>
        Turn(core => core.Handle(new ImportJobTemplate(name, "", items, [], Replace: true), Administrator));

    public PoolRecord AddPool(string name, int weight) => Turn(core => core.Handle(new AddPool(name, weight), Administrator));

    public void SetAcl(string template, string sddl) => Turn(core => core.Handle(new SetJobTemplateAcl(template, sddl), Administrator));

    public void RemoveJob(int job) => Turn(core => core.Handle(new RemoveJob(job), Owner));

    public void SetTask(int job, int task, TaskProperties properties) =>
        Turn(core => core.Handle(new SetTask(job, task, properties), Owner));

    public void SubmitTask(int job, int task) => Turn(core => core.Handle(new SubmitTask(job, task), Owner));

    public SchedulerException? RestartTask(int job, int task, int subTask = 0, bool failed = false) =>
        Turn(core => core.Handle(new RestartTask(job, task, subTask, failed), Owner).Error);

    public void Stop(int job, string message = "", bool force = false, bool graceful = false, bool finish = false) =>
        Turn(core => core.Handle(new StopJob(job, message, force, graceful, finish), Owner));

    public void StopTask(int job, int task, int subTask = 0, string message = "", bool force = false, bool finish = false) =>
        Turn(core => core.Handle(new StopTask(job, task, subTask, message, force, finish), Owner));

    public void Set(string name, int value) => Set(name, value.ToString(CultureInfo.InvariantCulture));

    public void Set(string name, string value) => Turn(core =>
    {
        core.Handle(new SetClusterProperty([new HpcVariable(name, value)]), Administrator);
        return Settings = core.ClusterProperties;
    });

    /// <summary>The engine says that the process of a task runs.</summary>
    public void Start(int job, int task, int subTask = 0) => Turn(core =>
    {
        core.Started(Running[new TaskKey(job, task, subTask)], Now);
        return true;
    });

    /// <summary>The engine says that the attempt of a task is over.</summary>
    public void End(TaskKey task, AttemptEnd end) => Turn(core =>
    {
        Running.Remove(task, out var attempt);
        core.Ended(attempt, end);
        return true;
    });

    public void Exit(int job, int task, int exitCode = 0, int subTask = 0) =>
        End(new TaskKey(job, task, subTask), new AttemptEnd { Outcome = AttemptOutcome.Exited, ExitCode = exitCode, Time = Now });

    public void Killed(int job, int task, int subTask = 0) =>
        End(new TaskKey(job, task, subTask), new AttemptEnd { Outcome = AttemptOutcome.Killed, ExitCode = 137, Time = Now });

    public void Ended(AttemptOutcome outcome, int job, int task, int subTask = 0, string message = "") =>
        End(new TaskKey(job, task, subTask), new AttemptEnd { Outcome = outcome, Message = message, Time = Now });

    /// <summary>The call of a filter that the last turn made.</summary>
    public FilterCall FilterCall => Effects.OfType<Effect.AskFilter>().Single().Call;

    /// <summary>A filter says what it thinks of a job.</summary>
    public void Filtered(FilterCall call, FilterVerdict verdict) => Turn(core =>
    {
        core.Filtered(call, verdict);
        return true;
    });

    /// <summary>The engine says how busy the machine is.</summary>
    public void Measured(MachineLoad load) => Turn(core =>
    {
        core.Measured(load);
        return true;
    });

    /// <summary>Every sample, average of an hour and of a day that is kept of a metric.</summary>
    public IReadOnlyList<MetricSampleRecord> Samples(string metric) =>
        [.. _store.ListMetricSamples(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, [metric])];

    /// <summary>Lets time pass, and the core act on it.</summary>
    public void Pass(TimeSpan time)
    {
        Now += time;
        Turn(_ => true);
    }

    /// <summary>The host dies and another one starts.</summary>
    /// <param name="cores">Those of the machine.</param>
    /// <param name="survivors">What its engine finds of attempts whose processes could not be killed.</param>
    public void Restart(int cores = 4, IReadOnlyDictionary<AttemptKey, IReadOnlyList<int>>? survivors = null) => Core = Make(cores, survivors);

    /// <summary>Puts a job into the store as an earlier host may have left it, and starts another one.</summary>
    public void Keep(JobRecord job)
    {
        _store.Commit(new ChangeSet { Jobs = [job], LastJobId = job.Id });
        Restart();
    }

    private SchedulerCore Make(int cores, IReadOnlyDictionary<AttemptKey, IReadOnlyList<int>>? survivors = null)
    {
        var core = new SchedulerCore(_store, _store.Load(), "/scheduler") { FixedMembers = [Fixed] };
        Core = core;
        core.Begin(Now);
        core.Resume(new NodeRecord("node", cores, null) { Sockets = _sockets }, survivors);
        End();
        return core;
    }

    private void End()
    {
        var step = Core.End();
        Stalls = step.Stalls;
        Invariants.Check(Core);
        _store.Commit(step.Changes);
        Effects = [.. step.Effects.Where(effect => effect is not Effect.Measure)];
        IsMeasured = step.Effects.Count > Effects.Count;
        foreach (var start in step.Effects.OfType<Effect.Start>())
        {
            Running[start.Attempt.Key.Task] = start.Attempt.Key;
            Started.Add(start.Attempt.CommandLine);
        }
    }
}
