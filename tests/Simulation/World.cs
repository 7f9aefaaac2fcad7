using HpcScheduler.Core;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Execution.Fake;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Simulation;

/// <summary>
/// A scheduler in which nothing is real but the core: the store is memory, the machine and the clock are the simulation's. The host may
/// die at three points of every turn; what is stored and what runs survives it. After each turn it is checked that the core agrees
/// with itself, and that what was acknowledged is still there.
/// </summary>
internal sealed class World : IEngineEvents, IFilters
{
    public const int Cores = 4;

    /// <summary>The node that is always there at the start.</summary>
    public const string Machine = "node";

    // Whoever is asked about is let go, so each job is asked about a few times at most.
    private const int MostAnswers = 5000;

    private const int MostQuiet = 100;

    /// <summary>A group of some nodes.</summary>
    public const string Group = "some";

    /// <summary>A pool, and the template that puts jobs into it.</summary>
    public const string Pool = "other";

    /// <summary>The names of nodes that there may be.</summary>
    public static readonly IReadOnlyList<string> NodeNames = [Machine, "alpha", "beta", "zeta"];

    private static readonly Caller Somebody = new("somebody", UserRoles.Administrator);

    private readonly Random _random;
    private readonly MemoryStore _store = new();
    private readonly FakeMachine _machine = new();
    private readonly Queue<Action<SchedulerCore>> _words = new();
    private readonly Dictionary<int, JobState> _ended = [];
    private readonly HashSet<int> _acknowledged = [];
    private readonly List<FilterCall> _filterCalls = [];
    private SchedulerCore _core = null!;
    private FakeEngine _engine = null!;

    public World(Random random)
    {
        _random = random;
        _store.Commit(new ChangeSet
        {
            Nodes = [new NodeRecord(Machine, Cores, null) { CoreIds = [.. Enumerable.Range(0, Cores)] }, .. MoreNodes()],
            Pools = [new PoolRecord(PoolRecord.DefaultName, random.Next(3)), new PoolRecord(Pool, random.Next(4))],
            JobTemplates = [new JobTemplateRecord { Name = Pool, CreateTime = Now, ChangeTime = Now, Items = [new JobTemplateItem { PropertyName = "Pool", Default = Pool }] }],
        });
        _machine.Script = _ => new FakeBehavior
        {
            IgnoresStop = random.Next(4) == 0,
            SurvivesKill = random.Next(40) == 0,
            IsToldEarly = random.Next(3) == 0,
            StartFailure = random.Next(30) == 0 ? AttemptOutcome.WorkDirFailed : null,
        };
        Boot();
    }

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How often the host died.</summary>
    public int Deaths { get; private set; }

    /// <summary>Whether the host may die in the middle of a turn.</summary>
    public bool IsDeadly { get; set; } = true;

    public IReadOnlyList<JobRecord> Jobs => [.. _store.ListJobs(JobFilter.None)];

    public IReadOnlyList<TaskRecord> TasksOf(int job) => [.. _store.ListTasks(job, null, null, null)];

    void IEngineEvents.Started(AttemptKey key, DateTimeOffset time) => _words.Enqueue(core => core.Started(key, time));

    void IEngineEvents.Measured(MachineLoad load) => _words.Enqueue(core => core.Measured(load));

    void IFilters.Ask(FilterCall call) => _filterCalls.Add(call);

    void IEngineEvents.Ended(AttemptKey key, AttemptEnd end) => _words.Enqueue(core => core.Ended(key, end));

    /// <summary>One turn with everything the engine has said, and a request.</summary>
    /// <returns>Whether the request was acknowledged.</returns>
    public bool Turn(Action<SchedulerCore>? request = null)
    {
        _core.Begin(Now);
        while (_words.TryDequeue(out var word))
            word(_core);
        var isTaken = true;
        try
        {
            request?.Invoke(_core);
        }
        catch (SchedulerException)
        {
            isTaken = false;
        }

        var step = _core.End();
        Invariants.Check(_core);
        if (Dies())
            return false;
        CheckSteps(step.Changes);
        _store.Commit(step.Changes);
        Check(step.Changes);
        if (Dies())
            return isTaken;
        foreach (var effect in step.Effects)
        {
            effect.CarryOut(_engine, this);
            if (Dies())
                return isTaken;
        }

        return isTaken;
    }

    /// <summary>Lets time pass. An engine needs less than that for what it was asked.</summary>
    public void Pass(TimeSpan time)
    {
        while (StepMachine())
            Turn();
        Now += time;
        Turn();
    }

    /// <summary>Somebody sets the clock, back or forward, while the engine has nothing under way.</summary>
    public void SetClock(TimeSpan by)
    {
        while (StepMachine())
            Turn();
        Now += by;
        Turn();
    }

    /// <summary>Lets the machine do the next thing it was asked to.</summary>
    public bool StepMachine()
    {
        if (_random.Next(20) == 0 && _machine.Processes.FirstOrDefault(process => process.End is { Survivors.Count: > 0 }) is { } survivor)
            _engine.Release(survivor.Attempt.Key);
        return _engine.Step();
    }

    /// <summary>Lets a process that runs end by itself.</summary>
    public void EndSomeProcess(int exitCode)
    {
        if (Pick(Alive().Where(process => process.State == FakeProcessState.Running)) is { } process)
            _engine.Complete(process.Attempt.Key, exitCode);
    }

    /// <summary>Lets a program that was asked about a job say what it thinks. It may be asked, and say it, twice.</summary>
    public void AnswerSomeFilter(FilterVerdict verdict)
    {
        if (Pick(_filterCalls) is not { } call)
            return;
        _words.Enqueue(core => core.Filtered(call, verdict));
        if (_random.Next(10) > 0)
            _filterCalls.Remove(call);
    }

    /// <summary>Lets a process vanish.</summary>
    public void LoseSomeProcess()
    {
        if (Pick(Alive()) is { } process)
            _engine.Lose(process.Attempt.Key);
    }

    /// <summary>Makes a node, or one anew that was removed.</summary>
    public void MakeNode(string name)
    {
        if (Turn(core => core.Handle(new NewNode(name) { Cores = _random.Next(1, Cores + 3) }, Somebody)))
            Turn(core => core.Handle(new SetNodeState(name, NodeState.Online), Somebody));
    }

    /// <summary>Gives the group other nodes.</summary>
    public void ChangeGroup()
    {
        string[] nodes = [NodeNames[_random.Next(NodeNames.Count)]];
        Turn(core => core.Handle(new NewGroup(Group, ""), Somebody));
        if (_random.Next(2) == 0)
            Turn(core => core.Handle(new AddGroup(Group, null, nodes), Somebody));
        else
            Turn(core => core.Handle(new RemoveGroup(Group, null, nodes), Somebody));
    }

    /// <summary>Gives a pool another weight, or takes it away or makes it again.</summary>
    public void ChangePool()
    {
        if (_random.Next(4) == 0)
            Turn(core => core.Handle(new RemovePool(Pool, Force: true), Somebody));
        else if (_random.Next(3) == 0)
            Turn(core => core.Handle(new AddPool(Pool, _random.Next(4)), Somebody));
        else
            Turn(core => core.Handle(new SetPool(_random.Next(2) == 0 ? Pool : PoolRecord.DefaultName, _random.Next(4)), Somebody));
    }

    /// <summary>The host dies and starts again.</summary>
    public void Crash()
    {
        Deaths++;
        // A dead host neither sees nor asks for anything; its engine's pending words are lost with it.
        _engine.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _words.Clear();
        _filterCalls.Clear();
        Boot();
    }

    /// <summary>
    /// Lets everything come to its end: nobody asks for anything more, and every process ends, those too that survived a kill.
    /// </summary>
    public void Settle()
    {
        IsDeadly = false;
        // As long as anything waits, there would be one more sample to come.
        Turn(core => core.Handle(new SetClusterProperty([new HpcVariable("CollectCounters", "False")]), Somebody));
        PutNodesRight();
        AcceptFiltered();
        StopEndless();
        for (var restarts = 0; restarts < 3; restarts++)
        {
            ReleaseSurvivors();
            Rest();
            StopWaiting();
            Rest();
            if (Jobs.All(job => job.State.IsEnded() || job.State == JobState.Configuring))
                return;
            Crash();
        }
    }

    /// <summary>Everything that has not ended, for the message of a failure.</summary>
    public string Describe() => string.Join("; ", Jobs.Where(job => !job.State.IsEnded() && job.State != JobState.Configuring).Select(job =>
        $"job {job.Id} {job.State} {job.PendingReason} {job.Counts} cores {job.AllocatedCores} on {string.Join('+', job.Shares)} of {job.MinCores}-{job.MaxCores}: "
        + string.Join(", ", TasksOf(job.Id).Select(task =>
            $"{task.Key} {task.Type} {task.State} of {task.SubTaskCount} rest {task.UnexpandedState} before {task.PreviousState} {task.CancelRequest} {task.CanceledBeforeRun}"))));

    private IEnumerable<NodeRecord> MoreNodes()
    {
        var first = Cores;
        foreach (var name in NodeNames.Skip(1).Take(_random.Next(NodeNames.Count)))
        {
            var cores = _random.Next(1, Cores + 3);
            yield return new(name, cores, null)
            {
                CoreIds = [.. Enumerable.Range(first, cores)],
                Sockets = cores % 2 == 0 ? 2 : 1,
                Gpus = [.. Enumerable.Range(first, _random.Next(3))],
                Memory = 1024 * _random.Next(1, 3),
            };
            first += cores;
        }
    }

    // So that everything can run to its end.
    private void PutNodesRight()
    {
        foreach (var name in NodeNames)
        {
            MakeNode(name);
            Turn(core => core.Handle(new SetNodeState(name, NodeState.Online), Somebody));
        }

        Turn(core => core.Handle(new NewGroup(Group, ""), Somebody));
        Turn(core => core.Handle(new AddGroup(Group, null, NodeNames), Somebody));
    }

    // Nobody can stop a job while its filter is asked.
    private void AcceptFiltered()
    {
        for (var answers = 0; _filterCalls.Count > 0; answers++)
        {
            if (answers > MostAnswers)
                throw new InvalidOperationException($"Filters are asked without end, now about {string.Join(", ", _filterCalls.Select(call => $"{call.Kind} of job {call.JobId}"))}.");
            AnswerSomeFilter(new FilterVerdict { Outcome = FilterOutcome.Exited });
            Turn();
        }
    }

    private void ReleaseSurvivors()
    {
        foreach (var survivor in _machine.Processes.Where(process => process.End is { Survivors.Count: > 0 }).ToList())
            _engine.Release(survivor.Attempt.Key);
    }

    // What ends only when somebody stops it.
    private void StopEndless()
    {
        foreach (var job in Jobs.Where(job => !job.State.IsEnded()))
        {
            if (job.Properties.RunUntilCanceled == true || TasksOf(job.Id).Any(task => task.Type == TaskType.Service))
                Turn(core => core.Handle(new StopJob(job.Id, "", Force: false, Graceful: false, Finish: false), Somebody));
        }
    }

    // What waits for a parent that has failed, or that was taken back to Configuring, or for nodes as they are not any more.
    private void StopWaiting()
    {
        foreach (var job in Jobs.Where(job => job.State == JobState.Queued))
            Turn(core => core.Handle(new StopJob(job.Id, "", Force: false, Graceful: false, Finish: false), Somebody));
    }

    private void Rest()
    {
        var quiet = 0;
        for (var round = 0; round < 10_000; round++)
        {
            Turn();
            var isBusy = StepMachine();
            if (!isBusy && Pick(Alive()) is { } process)
            {
                _engine.Complete(process.Attempt.Key, 0);
                isBusy = true;
            }

            if (_filterCalls.Count > 0)
            {
                AnswerSomeFilter(new FilterVerdict { Outcome = FilterOutcome.Exited });
                isBusy = true;
            }

            if (isBusy || _words.Count > 0)
            {
                quiet = 0;
                continue;
            }

            // Where processes do not end, clean-ups go on coming for ever, and nothing else does.
            if (++quiet > MostQuiet || _core.NextDeadline is not { } deadline || Jobs.All(job => job.State.IsEnded() || job.State == JobState.Configuring))
                return;
            Now = deadline > Now ? deadline : Now;
        }

        throw new InvalidOperationException("The world does not come to rest.");
    }

    private void Boot()
    {
        _engine = new FakeEngine(_machine, this, () => Now);
        _core = new SchedulerCore(_store, _store.Load(), "/scheduler");
        _core.Begin(Now);
        _core.Resume(new NodeRecord("machine", 10 * Cores, null) { Memory = 65_536, NumaNodes = [.. Enumerable.Range(0, 10 * Cores).Select(core => core % 3)] }, _engine.FindSurvivors(_core.ActiveAttempts));
        var step = _core.End();
        Invariants.Check(_core);
        _store.Commit(step.Changes);
        Check(step.Changes);
        foreach (var effect in step.Effects)
            effect.CarryOut(_engine, this);
    }

    private bool Dies()
    {
        if (!IsDeadly || _random.Next(400) != 0)
            return false;
        Crash();
        return true;
    }

    private void Check(ChangeSet changes)
    {
        foreach (var process in _machine.Processes)
            Require(process.Runs <= 1, $"Attempt {process.Attempt.Key} ran {process.Runs} times.");
        foreach (var twins in Alive().GroupBy(process => process.Attempt.Key.Task).Where(group => group.Count() > 1))
            throw new InvalidOperationException($"Task {twins.Key} runs twice at once: {string.Join(", ", twins.Select(process => $"{process.Attempt.Key} {process.State}"))}, and is {_store.FindTask(twins.Key)}.");
        foreach (var job in changes.Jobs)
        {
            if (job.State.IsEnded())
                _ended[job.Id] = job.State;
            else if (_ended.Remove(job.Id, out var state))
                Require(state != JobState.Finished || job.State == JobState.Configuring, $"Job {job.Id} was Finished and is {job.State}.");
            if (job.State.IsEnded())
                CheckEnd(job, changes);
            _acknowledged.Add(job.Id);
        }

        foreach (var id in _acknowledged.Except(changes.DeletedJobs))
            Require(_store.FindJob(id) is not null, $"Job {id} was acknowledged and is gone.");
        _acknowledged.ExceptWith(changes.DeletedJobs);

        foreach (var id in changes.DeletedJobs)
            _ended.Remove(id);
        foreach (var (id, state) in _ended)
            Require(_store.FindJob(id)?.State == state, $"Job {id} had ended {state} and is {_store.FindJob(id)?.State}.");
    }

    // From one commit to the next: what has finished keeps its result, and runs are numbered upwards.
    private void CheckSteps(ChangeSet changes)
    {
        foreach (var id in changes.DeletedJobs)
        {
            var left = Alive().FirstOrDefault(process => process.Attempt.Key.Task.JobId == id);
            Require(left is null, $"Job {id} is deleted, and its attempt {left?.Attempt.Key} runs.");
        }

        foreach (var key in changes.DeletedTasks)
        {
            var left = Alive().FirstOrDefault(process => process.Attempt.Key.Task.Master == key);
            Require(left is null, $"Task {key} is deleted, and its attempt {left?.Attempt.Key} runs.");
        }

        foreach (var task in changes.Tasks)
        {
            if (_store.FindTask(task.Key) is not { } before)
                continue;
            Require(task.Instance >= before.Instance, $"Task {task.Key} had run {before.Instance} and has run {task.Instance}.");
            Require(
                before.State != TaskState.Finished || before.IsNodeTask || before.Type == TaskType.Service || task.State == TaskState.Finished,
                $"Task {task.Key} was Finished and is {task.State}.");
        }
    }

    // An end is kept with the numbers of what its tasks have become, and is written down in the history.
    private void CheckEnd(JobRecord job, ChangeSet changes)
    {
        var counts = TaskCounts.None;
        var tasks = _store.LoadJob(job.Id)!.Tasks;
        var records = tasks.Where(task => task.Key.SubTaskId != 0).CountBy(task => task.Key.Master).ToDictionary();
        foreach (var task in tasks)
        {
            Require(!task.State.IsActive(), $"Job {job.Id} is {job.State} and its task {task.Key} is {task.State}.");
            if (!task.IsMaster)
                counts = counts.Add(task.State, 1);
            else if (task.Type != TaskType.Service)
                counts = counts.Add(task.UnexpandedState, task.SubTaskCount - records.GetValueOrDefault(task.Key));
        }

        Require(counts == job.Counts, $"Job {job.Id} is kept with {job.Counts}, but its tasks are {counts}.");
        Require(
            _store.ListHistory(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, [job.Id]).Last(row => row.History.Event is JobHistoryEvent.Finished or JobHistoryEvent.Canceled or JobHistoryEvent.Failed)
                .History.Event.ToString() == job.State.ToString(),
            $"The history of job {job.Id}, which is {job.State}, ends otherwise. {changes.History.Count} rows were added.");
    }

    private IEnumerable<FakeProcess> Alive() => _machine.Processes.Where(process => process.State != FakeProcessState.Ended);

    private T? Pick<T>(IEnumerable<T> from)
        where T : class
    {
        var all = from.ToList();
        return all.Count == 0 ? null : all[_random.Next(all.Count)];
    }

    private static void Require(bool isTrue, string otherwise)
    {
        if (!isTrue)
            throw new InvalidOperationException(otherwise);
    }
}
