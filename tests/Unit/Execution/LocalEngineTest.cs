using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local;

namespace HpcScheduler.Unit.Execution;

/// <summary>
/// A local engine over a folder of its own. What still runs when a test is over is killed, and the folder goes. Tests and commands
/// wait for each other by named pipes: reading one to its end means that every process which held it is gone.
/// </summary>
public abstract class LocalEngineTest : IEngineEvents, IAsyncLifetime
{
    // A test that waits longer has failed.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<AttemptKey, TaskCompletionSource<DateTimeOffset>> _started = new();
    private readonly ConcurrentDictionary<AttemptKey, TaskCompletionSource<AttemptEnd>> _ended = new();
    private readonly ConcurrentDictionary<AttemptKey, TaskCompletionSource<AttemptEnd>> _gone = new();
    private readonly ConcurrentDictionary<AttemptKey, Attempt> _open = new();
    private LocalEngine? _engine;

    protected string Root { get; } = Directory.CreateTempSubdirectory("hpc-local-").FullName;

    protected LocalEngine Engine => _engine ??= Create();

    protected virtual LocalEngine Create() => new(Attempts, this);

    /// <summary>How often an end was told.</summary>
    protected ConcurrentDictionary<AttemptKey, int> EndCounts { get; } = new();

    /// <summary>The folder of the next engine.</summary>
    protected string Attempts
    {
        get => field ??= Path.Combine(Root, "attempts");
        set;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var attempt in _open.Values)
        {
            Engine.Adopt(attempt);
            Engine.Kill(attempt.Key);
            await Ended(attempt.Key);
        }

        if (_engine is not null)
            await _engine.DisposeAsync();
        Directory.Delete(Root, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected static AttemptKey Key(int task = 1) => new(new TaskKey(1, task), 1);

    protected static Attempt Of(string commandLine, int task = 1) => new()
    {
        Key = Key(task),
        CommandLine = commandLine,
        Environment = [],
    };

    protected AttemptKey Start(Attempt attempt)
    {
        _open[attempt.Key] = attempt;
        Engine.Start(attempt);
        return attempt.Key;
    }

    protected AttemptKey Start(string commandLine) => Start(Of(commandLine));

    protected Task<AttemptEnd> Run(string commandLine) => Run(Of(commandLine));

    protected Task<AttemptEnd> Run(Attempt attempt) => Ended(Start(attempt));

    protected Task<AttemptEnd> Adopt(Attempt attempt)
    {
        Engine.Adopt(attempt);
        return Ended(attempt.Key);
    }

    protected Task<DateTimeOffset> Started(AttemptKey key) => StartOf(key).Task.WaitAsync(Patience, Token);

    protected Task<AttemptEnd> Ended(AttemptKey key) => EndOf(key).Task.WaitAsync(Patience, Token);

    /// <summary>What is told after an end with survivors, when they are gone.</summary>
    protected Task<AttemptEnd> Gone(AttemptKey key) => GoneOf(key).Task.WaitAsync(Patience, Token);

    /// <summary>The host dies and comes back, and knows nothing of what it told before.</summary>
    protected async Task Restart()
    {
        await Engine.DisposeAsync();
        _engine = null;
        _started.Clear();
        _ended.Clear();
        _gone.Clear();
        EndCounts.Clear();
    }

    protected string Folder(AttemptKey key) => Path.Combine(Attempts, key.Task.ToString(), $"{key.Instance}");

    /// <summary>A new named pipe.</summary>
    protected string Pipe(string name)
    {
        var path = Path.Combine(Root, name);
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        return path;
    }

    /// <summary>What is written to a pipe until the last process that holds it open is gone.</summary>
    protected static Task<string> ReadToEnd(string pipe) =>
        Task.Run(() => File.ReadAllText(pipe), Token).WaitAsync(Patience, Token);

    /// <summary>The next line of a pipe, which stays open.</summary>
    protected static Task<StreamReader> OpenPipe(string pipe) =>
        Task.Run(() => new StreamReader(pipe, Encoding.UTF8), Token).WaitAsync(Patience, Token);

    /// <summary>Lets whoever opens the pipe for reading go on.</summary>
    protected static Task Release(string pipe) => Task.Run(() => File.WriteAllText(pipe, "go\n"), Token).WaitAsync(Patience, Token);

    void IEngineEvents.Started(AttemptKey key, DateTimeOffset time) => StartOf(key).TrySetResult(time);

    void IEngineEvents.Measured(MachineLoad load)
    {
    }

    void IEngineEvents.Ended(AttemptKey key, AttemptEnd end)
    {
        _open.TryRemove(key, out _);
        if (EndCounts.AddOrUpdate(key, 1, (_, count) => count + 1) == 2)
            GoneOf(key).TrySetResult(end);
        EndOf(key).TrySetResult(end);
    }

    private TaskCompletionSource<DateTimeOffset> StartOf(AttemptKey key) =>
        _started.GetOrAdd(key, _ => new TaskCompletionSource<DateTimeOffset>(TaskCreationOptions.RunContinuationsAsynchronously));

    private TaskCompletionSource<AttemptEnd> GoneOf(AttemptKey key) =>
        _gone.GetOrAdd(key, _ => new TaskCompletionSource<AttemptEnd>(TaskCreationOptions.RunContinuationsAsynchronously));

    private TaskCompletionSource<AttemptEnd> EndOf(AttemptKey key) =>
        _ended.GetOrAdd(key, _ => new TaskCompletionSource<AttemptEnd>(TaskCreationOptions.RunContinuationsAsynchronously));
}
