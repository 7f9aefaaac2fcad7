using HpcScheduler.Core.Ports;

namespace HpcScheduler.Execution.Fake;

/// <summary>
/// The processes of a <see cref="FakeEngine"/>, as a machine has them: they outlive the engine. Hand it to a new engine to
/// play the death and return of a host.
/// </summary>
public sealed class FakeMachine
{
    private readonly SortedDictionary<AttemptKey, FakeProcess> _processes =
        new(Comparer<AttemptKey>.Create((left, right) => (left.Task, left.Instance).CompareTo((right.Task, right.Instance))));

    /// <summary>What each attempt's process will do, asked once per attempt. By default it runs until told otherwise.</summary>
    public Func<Attempt, FakeBehavior> Script { get; set; } = _ => new FakeBehavior();

    /// <summary>How busy it is.</summary>
    public MachineLoad Load { get; set; } = MachineLoad.Unknown;

    /// <summary>Every attempt the machine has seen and not been told to forget, in order of keys.</summary>
    public IReadOnlyCollection<FakeProcess> Processes => _processes.Values;

    /// <summary>Null if the machine has not seen it.</summary>
    public FakeProcess? Find(AttemptKey key) => _processes.GetValueOrDefault(key);

    internal FakeProcess Add(Attempt attempt) => _processes[attempt.Key] = new FakeProcess(attempt, Script(attempt));

    internal void Remove(Func<int, bool> jobs)
    {
        foreach (var key in _processes.Keys.Where(key => jobs(key.Task.JobId)).ToList())
            _processes.Remove(key);
    }
}

/// <summary>One attempt's process.</summary>
/// <param name="attempt">What it was asked to run.</param>
/// <param name="behavior">What it does.</param>
public sealed class FakeProcess(Attempt attempt, FakeBehavior behavior)
{
    public Attempt Attempt => attempt;

    public FakeBehavior Behavior => behavior;

    public FakeProcessState State { get; internal set; } = FakeProcessState.Starting;

    /// <summary>Set once it is over.</summary>
    public AttemptEnd? End { get; internal set; }

    /// <summary>How often it came to run; more than once would break the first promise of an engine.</summary>
    public int Runs { get; internal set; }
}

/// <summary>What a process does.</summary>
public sealed record FakeBehavior
{
    /// <summary>With what it ends by itself; null: it runs until it is completed, stopped or killed.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Whether it goes on after a stop signal.</summary>
    public bool IgnoresStop { get; init; }

    /// <summary>Whether a kill leaves it there as a survivor.</summary>
    public bool SurvivesKill { get; init; }

    /// <summary>Whether its engine says that it runs before it does.</summary>
    public bool IsToldEarly { get; init; }

    /// <summary>How it fails to come to run; null: it runs.</summary>
    public AttemptOutcome? StartFailure { get; init; }
}

/// <summary>How far a process is.</summary>
public enum FakeProcessState
{
    /// <summary>Asked for; it does not run yet.</summary>
    Starting,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It is over.</summary>
    Ended,
}
