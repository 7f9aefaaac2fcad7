using HpcScheduler.Core.Ports;

namespace HpcScheduler.Execution.Fake;

/// <summary>
/// An engine without processes, threads or time of its own, for tests and simulations. It keeps what it was asked; nothing happens and
/// nothing is told until its driver says so: by name (<see cref="CompleteStart"/>, <see cref="Complete"/>, <see cref="Lose"/>), or one
/// step after the other in a fixed order (<see cref="Step"/>). Once disposed it tells nothing; its driver's words then change
/// the machine only, as if the host were dead.
/// </summary>
/// <param name="machine">The processes; may come from an earlier engine.</param>
/// <param name="events">Is told what becomes of the attempts, on the driver's thread.</param>
/// <param name="clock">The time that is told.</param>
public sealed class FakeEngine(FakeMachine machine, IEngineEvents events, Func<DateTimeOffset> clock) : IEngine
{
    private const int StoppedCode = 143;

    private readonly List<FakeCall> _calls = [];
    private readonly Queue<Action> _due = new();
    private readonly HashSet<AttemptKey> _mine = [];
    private bool _disposed;

    /// <inheritdoc/>
    public string Name => "Fake";

    /// <summary>Every call, in order.</summary>
    public IReadOnlyList<FakeCall> Calls => _calls;

    public FakeMachine Machine => machine;

    /// <inheritdoc/>
    public void Start(Attempt attempt)
    {
        _calls.Add(new FakeCall(nameof(Start), attempt.Key));
        if (machine.Find(attempt.Key) is not null)
            return;
        _mine.Add(attempt.Key);
        if (machine.Add(attempt).Behavior.IsToldEarly)
            _due.Enqueue(() => Tell(attempt.Key, () => events.Started(attempt.Key, clock())));
    }

    /// <inheritdoc/>
    public void Stop(AttemptKey key)
    {
        _calls.Add(new FakeCall(nameof(Stop), key));
        _due.Enqueue(() =>
        {
            if (Alive(key) is { Behavior.IgnoresStop: false })
                Complete(key, StoppedCode);
        });
    }

    /// <inheritdoc/>
    public void Kill(AttemptKey key)
    {
        _calls.Add(new FakeCall(nameof(Kill), key));
        _due.Enqueue(() =>
        {
            if (Alive(key) is { } process)
                End(process, new AttemptEnd
                {
                    Outcome = AttemptOutcome.Killed,
                    Message = "It was killed.",
                    Time = clock(),
                    Survivors = process.Behavior.SurvivesKill ? [1000 + key.Task.TaskId] : [],
                });
        });
    }

    /// <inheritdoc/>
    public void Adopt(Attempt attempt)
    {
        _calls.Add(new FakeCall(nameof(Adopt), attempt.Key));
        if (!_mine.Add(attempt.Key))
            return;
        var process = machine.Find(attempt.Key) ?? machine.Add(attempt);
        _due.Enqueue(() =>
        {
            if (process.State == FakeProcessState.Running)
                Tell(attempt.Key, () => events.Started(attempt.Key, clock()));
            else if (process.End is { } end)
                TellEnd(attempt.Key, end);
            else
                End(process, new AttemptEnd { Outcome = AttemptOutcome.NotStarted, Message = "It had not been started.", Time = clock() });
        });
    }

    /// <inheritdoc/>
    public void GiveUp(AttemptKey key) => _calls.Add(new FakeCall(nameof(GiveUp), key));

    /// <inheritdoc/>
    public IReadOnlyDictionary<AttemptKey, IReadOnlyList<int>> FindSurvivors(IReadOnlySet<AttemptKey> except)
    {
        var left = machine.Processes.Where(process => process.End is { Survivors.Count: > 0 } && !except.Contains(process.Attempt.Key)).ToList();
        _mine.UnionWith(left.Select(process => process.Attempt.Key));
        return left.ToDictionary(process => process.Attempt.Key, process => process.End!.Survivors);
    }

    /// <inheritdoc/>
    public void Forget(int jobId)
    {
        _calls.Add(new FakeCall(nameof(Forget), new AttemptKey(new TaskKey(jobId, 0), 0)));
        machine.Remove(id => id == jobId);
    }

    /// <inheritdoc/>
    public void ForgetOthers(IReadOnlySet<int> jobIds, int lastJobId) => machine.Remove(id => id <= lastJobId && !jobIds.Contains(id));

    /// <inheritdoc/>
    public void Measure() => _due.Enqueue(() =>
    {
        if (!_disposed)
            events.Measured(ReadLoad());
    });

    /// <inheritdoc/>
    public MachineLoad ReadLoad() => machine.Load;

    /// <inheritdoc/>
    public IReadOnlyDictionary<int, ProcessUse> ReadUse() => machine.Processes
        .Where(process => process.State == FakeProcessState.Running)
        .GroupBy(process => process.Attempt.Key.Task.JobId)
        .ToDictionary(job => job.Key, job => new ProcessUse(TimeSpan.Zero, 0, job.Count()));

    /// <summary>Brings the process of an attempt to run, or to fail as its script says. Nothing if it is not starting.</summary>
    public void CompleteStart(AttemptKey key)
    {
        if (machine.Find(key) is not { State: FakeProcessState.Starting } process)
            return;
        if (process.Behavior.StartFailure is { } failure)
        {
            End(process, new AttemptEnd { Outcome = failure, Message = "It could not be started.", Time = clock() });
            return;
        }

        process.State = FakeProcessState.Running;
        process.Runs++;
        if (!process.Behavior.IsToldEarly)
            Tell(key, () => events.Started(key, clock()));
    }

    /// <summary>Ends the process of an attempt with an exit code. Nothing if it is over.</summary>
    public void Complete(AttemptKey key, int exitCode)
    {
        if (Alive(key) is { } process)
            End(process, new AttemptEnd { Outcome = AttemptOutcome.Exited, ExitCode = exitCode, Time = clock() });
    }

    /// <summary>Makes the process of an attempt vanish without an exit code. Nothing if it is over.</summary>
    public void Lose(AttemptKey key)
    {
        if (Alive(key) is { } process)
            End(process, new AttemptEnd { Outcome = AttemptOutcome.Lost, Message = "Its process is gone and left no exit code.", Time = clock() });
    }

    /// <summary>Lets the survivors of an attempt die at last. Nothing if it has none.</summary>
    public void Release(AttemptKey key)
    {
        if (machine.Find(key) is not { End: { Survivors.Count: > 0 } end } process)
            return;
        process.End = end with { Survivors = [] };
        TellEnd(key, process.End);
    }

    /// <summary>
    /// Does the next thing that is due: what was asked first, else the first process in order of keys that is starting, else the first that
    /// is to end by itself. False if nothing is due.
    /// </summary>
    public bool Step()
    {
        if (_disposed)
            return false;
        if (_due.TryDequeue(out var due))
            due();
        else if (First(process => process.State == FakeProcessState.Starting) is { } starting)
            CompleteStart(starting.Attempt.Key);
        else if (First(process => process is { State: FakeProcessState.Running, Behavior.ExitCode: not null }) is { } ending)
            Complete(ending.Attempt.Key, ending.Behavior.ExitCode!.Value);
        else
            return false;
        return true;
    }

    /// <summary>The host is gone; the processes are not.</summary>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        _due.Clear();
        return ValueTask.CompletedTask;
    }

    private FakeProcess? First(Func<FakeProcess, bool> wanted) =>
        machine.Processes.FirstOrDefault(process => _mine.Contains(process.Attempt.Key) && wanted(process));

    private FakeProcess? Alive(AttemptKey key) =>
        machine.Find(key) is { State: not FakeProcessState.Ended } process ? process : null;

    private void End(FakeProcess process, AttemptEnd end)
    {
        process.State = FakeProcessState.Ended;
        process.End = end;
        TellEnd(process.Attempt.Key, end);
    }

    private void TellEnd(AttemptKey key, AttemptEnd end) =>
        Tell(key, () =>
        {
            if (end.Survivors.Count == 0)
                _mine.Remove(key);
            events.Ended(key, end);
        });

    private void Tell(AttemptKey key, Action word)
    {
        if (!_disposed && _mine.Contains(key))
            word();
    }
}

/// <summary>A call to an engine.</summary>
/// <param name="Verb">The name of the method.</param>
/// <param name="Key">The attempt; of Forget only the job counts.</param>
public sealed record FakeCall(string Verb, AttemptKey Key);
