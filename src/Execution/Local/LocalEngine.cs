using System.Collections.Concurrent;
using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// Runs tasks as processes of this machine (Linux). Each has a folder of its own below one root and runs under a small shell, a runner, that needs
/// nothing of the host, so it goes on when the host ends and is adopted by the next. The command line of an attempt runs at
/// most once, however often hosts die. Nothing is asked for again and again: an engine whose tasks run quietly uses no processor time.
/// </summary>
public sealed class LocalEngine : IEngine
{
    /// <summary>Where runners and tasks look for programs if each task runs as the owner of its job.</summary>
    public const string OwnersPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    // Starting a runner keeps its thread waiting until the new program is there; more lanes than cores only queue at the kernel.
    private const int MinLanes = 2;
    private const int MaxLanes = 4;

    private static readonly TimeSpan KeepRunners = TimeSpan.FromSeconds(5);

    // Only a sick machine needs more than milliseconds.
    private static readonly TimeSpan LookPatience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<AttemptKey, LocalRun> _runs = new();
    private readonly ConcurrentDictionary<AttemptKey, bool> _noted = new();
    private readonly Lane[] _lanes;
    private readonly Lane _broom = new("attempt removal");
    private readonly AttemptRemoval _removal;
    private readonly LocalMachine _machine;
    private readonly IEngineEvents _events;
    private readonly Action<string>? _log;
    private volatile bool _disposed;

    /// <summary>Makes the engine ready. It starts nothing and adopts nothing by itself.</summary>
    /// <param name="attemptsFolder">Where the folders of the attempts are or will be; made if missing, for its owner only.</param>
    /// <param name="events">Is told what becomes of the attempts.</param>
    /// <param name="log">Is told what the operator should know, in sentences.</param>
    /// <param name="useControlGroups">Whether to put tasks into control groups where the system lets the host make them.</param>
    /// <param name="keepRunners">How long a shell that has no task is kept for the next; null: a few seconds.</param>
    /// <param name="isForOwners">Whether each task runs as the owner of its job, which root alone can do; else all as whoever runs the host.</param>
    /// <param name="runnerShell">The POSIX shell that runners are; that of tasks is another matter.</param>
    /// <exception cref="PlatformNotSupportedException">The system is not Linux.</exception>
    public LocalEngine(
        string attemptsFolder, IEngineEvents events, Action<string>? log = null, bool useControlGroups = true, TimeSpan? keepRunners = null,
        bool isForOwners = false, string runnerShell = "/bin/sh")
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("The local engine runs tasks on Linux only: it needs its process files, its shell and its control groups.");
        _events = events;
        _log = log;
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(attemptsFolder));
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(root, isForOwners ? OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : OwnerOnly);
        var watcher = new ExitWatcher();
        _machine = new LocalMachine
        {
            Watcher = watcher,
            Outputs = isForOwners ? new OutputGuard(watcher) : null,
            Root = root,
            IsForOwners = isForOwners,
            Spawner = new Spawner(isForOwners ? RunnerShell.MachineText : RunnerShell.Text, runnerShell, isForOwners),
            Environment = new TaskEnvironment(isForOwners),
            HostFiles = new HostFiles(root),
            Runners = new RunnerPool(keepRunners ?? KeepRunners),
            Groups = useControlGroups ? NodeControlGroups.TryCreate() : null,
            TellStarted = TellStarted,
            TellEnded = TellEnded,
            TellGone = TellGone,
            Post = Post,
        };
        _removal = new AttemptRemoval(root, _broom);
        _lanes = [.. Enumerable.Range(0, Math.Clamp(Environment.ProcessorCount, MinLanes, MaxLanes)).Select(n => new Lane($"attempts {n}"))];
    }

    /// <inheritdoc/>
    public string Name => "Local";

    /// <summary>Whether tasks run in control groups, so that not even a process that hides from its session can outlive a kill.</summary>
    public bool UsesControlGroups => _machine.Groups is not null;

    /// <inheritdoc/>
    public void Start(Attempt attempt)
    {
        var run = new LocalRun(_machine, attempt);
        if (_runs.TryAdd(attempt.Key, run))
            Post(attempt.Key, run.Start);
    }

    /// <inheritdoc/>
    public void Stop(AttemptKey key)
    {
        if (_runs.TryGetValue(key, out var run))
            Post(key, run.Stop);
    }

    /// <inheritdoc/>
    public void Kill(AttemptKey key)
    {
        if (!_runs.TryGetValue(key, out var run))
            return;
        run.AskToKill();
        Post(key, run.Kill);
    }

    /// <inheritdoc/>
    public void Adopt(Attempt attempt)
    {
        var run = new LocalRun(_machine, attempt);
        if (_runs.TryAdd(attempt.Key, run))
            Post(attempt.Key, run.Adopt);
    }

    /// <inheritdoc/>
    public void GiveUp(AttemptKey key)
    {
        if (!_runs.TryGetValue(key, out var run))
            return;
        IReadOnlyList<int> runner = run.RunnerPid > 0 ? [run.RunnerPid] : [];
        _noted[key] = true;
        SurvivorNotes.Write(_machine.Root, key, runner);
        _log?.Invoke($"Attempt {key} does not end, and is waited for no longer; its cores are fenced off until it does.{(runner.Count > 0 ? $" Its runner was process {runner[0]}." : "")}");
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<AttemptKey, IReadOnlyList<int>> FindSurvivors(IReadOnlySet<AttemptKey> except)
    {
        var all = SurvivorNotes.Read(_machine.Root);
        foreach (var key in all.Keys.Where(except.Contains))
            _noted[key] = true;
        var notes = all.Where(note => !except.Contains(note.Key)).ToDictionary();
        if (notes.Count == 0)
            return notes;
        // A process that hangs in the kernel can have whoever looks at it hang as well.
        var looking = Task.Run(() => notes.ToDictionary(note => note.Key, note => StillThere(note.Key)));
        var found = looking.Wait(LookPatience) ? looking.Result : notes;
        foreach (var (key, processes) in found.Where(found => found.Value.Count > 0))
            _log?.Invoke($"Attempt {key} is over, but these processes of it are still there: {string.Join(", ", processes)}.");
        return found.Where(found => found.Value.Count > 0).ToDictionary();
    }

    /// <inheritdoc/>
    public void Forget(int jobId) => _removal.Forget(jobId);

    /// <inheritdoc/>
    public void ForgetOthers(IReadOnlySet<int> jobIds, int lastJobId) => _removal.ForgetOthers(jobIds, lastJobId);

    /// <inheritdoc/>
    public void Measure() => _broom.Post(() =>
    {
        if (!_disposed)
            _events.Measured(ReadLoad());
    });

    /// <inheritdoc/>
    public MachineLoad ReadLoad() => LocalLoad.Read();

    /// <inheritdoc/>
    public IReadOnlyDictionary<int, ProcessUse> ReadUse() => JobProcesses.Read(
        _machine.Root,
        _runs.Where(run => run.Value.RunnerPid > 0).GroupBy(run => run.Value.RunnerPid).ToDictionary(runs => runs.Key, runs => runs.First().Key.Task.JobId));

    /// <summary>Stops watching and telling. Tasks that run go on untouched.</summary>
    public ValueTask DisposeAsync()
    {
        if (_disposed)
            return ValueTask.CompletedTask;
        _disposed = true;
        foreach (var lane in _lanes)
            lane.Dispose();
        _removal.Dispose();
        _broom.Dispose();
        _machine.Watcher.Dispose();
        KillWave.LetFinish(LookPatience);
        _machine.Outputs?.Dispose();
        _machine.Runners.Dispose();
        _machine.Groups?.Dispose();
        _machine.Spawner.Dispose();
        _machine.Environment.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Post(AttemptKey key, Action work) => _lanes[(uint)key.GetHashCode() % _lanes.Length].Post(work);

    private void TellStarted(AttemptKey key, DateTimeOffset time)
    {
        if (!_disposed)
            _events.Started(key, time);
    }

    private void TellEnded(LocalRun run, AttemptEnd end)
    {
        _runs.TryRemove(run.Key, out _);
        if (_disposed)
            return;
        if (end.Survivors.Count > 0)
            SurvivorNotes.Write(_machine.Root, run.Key, end.Survivors);
        else if (_noted.TryRemove(run.Key, out _))
            SurvivorNotes.Remove(_machine.Root, run.Key);
        if (end.Survivors.Count > 0)
            _log?.Invoke($"Attempt {run.Key} is over, but these processes of it could not be killed: {string.Join(", ", end.Survivors)}.");
        _events.Ended(run.Key, end);
    }

    private void TellGone(AttemptKey key)
    {
        if (_disposed)
            return;
        SurvivorNotes.Remove(_machine.Root, key);
        _log?.Invoke($"The processes of attempt {key} that could not be killed are gone.");
        _events.Ended(key, new AttemptEnd { Outcome = AttemptOutcome.Killed, Message = "What was left of it is gone.", Time = DateTimeOffset.UtcNow });
    }

    private IReadOnlyList<int> StillThere(AttemptKey key)
    {
        var folder = new AttemptFolder(_machine.Root, key);
        var (expected, group) = folder.ReadSpec();
        var identity = folder.ReadIdentity(out _) ?? expected;
        var left = identity?.BootId == ProcessIdentity.CurrentBoot
            ? KillWave.Watch(new ProcessTree(new AttemptMarks(_machine.Root), folder.Name, identity, group, ownsControlGroup: false), _machine.Watcher, () => TellGone(key))
            : [];
        if (left.Count == 0)
            SurvivorNotes.Remove(_machine.Root, key);
        return left;
    }
}
