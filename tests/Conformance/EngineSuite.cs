using System.Collections.Concurrent;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Conformance;

/// <summary>What every engine promises, whatever it runs tasks with.</summary>
public abstract class EngineSuite : IAsyncDisposable
{
    // A test that waits longer has failed.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Words _words = new();
    private readonly List<IEngine> _engines = [];

    /// <summary>A command line that ends by itself with this code.</summary>
    protected abstract string Exits(int code);

    /// <summary>A command line that runs until it is stopped.</summary>
    protected abstract string RunsUntilStopped { get; }

    /// <summary>A command line that runs until it is killed, and is past the point where a stop signal would end it once it runs.</summary>
    protected abstract string IgnoresStop { get; }

    /// <summary>A command line that ends by itself after it has said which processors it may run on.</summary>
    protected abstract string SaysItsProcessors { get; }

    /// <summary>The processors that attempts may be bound to.</summary>
    protected abstract IReadOnlyList<int> Processors { get; }

    /// <summary>The processors that an attempt which is over could run on; null for all.</summary>
    protected abstract IReadOnlyList<int>? ProcessorsOf(AttemptKey key, AttemptEnd end);

    /// <summary>A new engine over the same machine as the one before.</summary>
    protected abstract IEngine Create(IEngineEvents events);

    /// <summary>Lets an engine that does nothing by itself do what is due.</summary>
    protected virtual void Settle(IEngine engine)
    {
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var engine in _engines)
            await engine.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(255)]
    public async Task An_attempt_is_told_started_once_and_then_ended_once_with_its_code(int code)
    {
        var engine = New();
        engine.Start(Of(1, Exits(code)));
        engine.Start(Of(1, Exits(code)));
        Settle(engine);

        var end = await _words.Ended(Key(1));
        Assert.Equal((AttemptOutcome.Exited, code), (end.Outcome, end.ExitCode));
        Assert.Equal(["started", "ended"], _words.Of(Key(1)));
    }

    [Fact]
    public async Task A_stop_lets_a_willing_task_end_by_itself()
    {
        var engine = New();
        engine.Start(Of(1, RunsUntilStopped));
        engine.Stop(Key(1));
        Settle(engine);

        var end = await _words.Ended(Key(1));
        Assert.Equal((AttemptOutcome.Exited, 143), (end.Outcome, end.ExitCode));
    }

    [Fact]
    public async Task A_kill_ends_a_task_that_ignores_the_stop()
    {
        var engine = New();
        engine.Start(Of(1, IgnoresStop));
        Settle(engine);
        await _words.Started(Key(1));
        engine.Stop(Key(1));
        engine.Kill(Key(1));
        Settle(engine);

        var end = await _words.Ended(Key(1));
        Assert.Contains(end.Outcome, new[] { AttemptOutcome.Killed, AttemptOutcome.Exited });
        Assert.Empty(end.Survivors);
    }

    [Fact]
    public async Task A_kill_right_after_the_start_is_not_lost()
    {
        var engine = New();
        engine.Start(Of(1, IgnoresStop));
        engine.Kill(Key(1));
        Settle(engine);

        Assert.Equal(AttemptOutcome.Killed, (await _words.Ended(Key(1))).Outcome);
    }

    [Fact]
    public async Task Words_about_unknown_and_ended_attempts_do_nothing()
    {
        var engine = New();
        engine.Stop(Key(9));
        engine.Kill(Key(9));
        engine.Start(Of(1, Exits(0)));
        Settle(engine);
        await _words.Ended(Key(1));
        engine.Stop(Key(1));
        engine.Kill(Key(1));
        engine.Start(Of(2, Exits(0)));
        Settle(engine);

        await _words.Ended(Key(2));
        Assert.Equal(["started", "ended"], _words.Of(Key(1)));
        Assert.Empty(_words.Of(Key(9)));
    }

    [Fact]
    public async Task An_attempt_that_was_never_started_never_runs_once_it_is_adopted()
    {
        var engine = New();
        engine.Adopt(Of(1, Exits(0)));
        Settle(engine);

        Assert.Equal(AttemptOutcome.NotStarted, (await _words.Ended(Key(1))).Outcome);
        Assert.Equal(["ended"], _words.Of(Key(1)));
    }

    [Fact]
    public async Task A_running_attempt_goes_on_without_its_host_and_is_adopted_by_the_next()
    {
        var first = New();
        first.Start(Of(1, RunsUntilStopped));
        Settle(first);
        await _words.Started(Key(1));
        await first.DisposeAsync();

        var second = New();
        second.Adopt(Of(1, RunsUntilStopped));
        Settle(second);
        second.Stop(Key(1));
        Settle(second);

        // Where the host died before the process had taken its attempt, the adopter has taken it instead.
        var end = await _words.Ended(Key(1));
        Assert.True(
            (end.Outcome, end.ExitCode) is (AttemptOutcome.Exited, 143) or (AttemptOutcome.NotStarted, null),
            $"{end.Outcome} {end.ExitCode} {end.Message}");
    }

    [Fact]
    public async Task An_end_is_told_again_to_a_host_that_adopts_later()
    {
        var first = New();
        first.Start(Of(1, Exits(5)));
        Settle(first);
        await _words.Ended(Key(1));
        await first.DisposeAsync();

        var later = new Words();
        var second = New(later);
        second.Adopt(Of(1, Exits(5)));
        Settle(second);

        var end = await later.Ended(Key(1));
        Assert.Equal((AttemptOutcome.Exited, 5), (end.Outcome, end.ExitCode));
    }

    [Fact]
    public async Task An_attempt_runs_on_the_processors_that_it_is_bound_to_whatever_ran_before_it()
    {
        var engine = New();
        IReadOnlyList<int>?[] bound = [null, .. Processors.Select(number => new[] { number }), null, [.. Processors], [Processors[^1]]];
        for (var task = 1; task <= bound.Length; task++)
        {
            engine.Start(Of(task, SaysItsProcessors) with { Processors = bound[task - 1] });
            Settle(engine);
            var end = await _words.Ended(Key(task));

            Assert.Equal((AttemptOutcome.Exited, 0), (end.Outcome, end.ExitCode));
            Assert.Equal(bound[task - 1] ?? Processors, ProcessorsOf(Key(task), end) ?? Processors);
        }
    }

    [Fact]
    public async Task How_busy_the_machine_is_is_told_and_never_less_than_before()
    {
        var engine = New();
        var before = engine.ReadLoad();
        engine.Measure();
        Settle(engine);

        var told = await _words.Load.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(Processors, told.Processors.Keys.Where(Processors.Contains).Order());
        Assert.All(Processors, processor => Assert.InRange(told.Processors[processor].Total, before.Processors[processor].Total, long.MaxValue));
        Assert.InRange(told.AvailableMemory!.Value, 1, told.TotalMemory!.Value);
    }

    private static AttemptKey Key(int task) => new(new TaskKey(1, task), 1);

    private static Attempt Of(int task, string commandLine) => new() { Key = Key(task), Owner = Environment.UserName, CommandLine = commandLine, Environment = [] };

    private IEngine New(Words? words = null)
    {
        var engine = Create(words ?? _words);
        _engines.Add(engine);
        return engine;
    }

    /// <summary>Keeps what is told.</summary>
    private sealed class Words : IEngineEvents
    {
        private readonly ConcurrentQueue<(AttemptKey Key, string Word)> _all = new();
        private readonly ConcurrentDictionary<AttemptKey, TaskCompletionSource> _started = new();
        private readonly ConcurrentDictionary<AttemptKey, TaskCompletionSource<AttemptEnd>> _ended = new();

        public TaskCompletionSource<MachineLoad> Load { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Started(AttemptKey key) => StartOf(key).Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        public Task<AttemptEnd> Ended(AttemptKey key) => EndOf(key).Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        public IEnumerable<string> Of(AttemptKey key) => _all.Where(word => word.Key == key).Select(word => word.Word);

        void IEngineEvents.Started(AttemptKey key, DateTimeOffset time)
        {
            _all.Enqueue((key, "started"));
            StartOf(key).TrySetResult();
        }

        void IEngineEvents.Ended(AttemptKey key, AttemptEnd end)
        {
            _all.Enqueue((key, "ended"));
            EndOf(key).TrySetResult(end);
        }

        void IEngineEvents.Measured(MachineLoad load) => Load.TrySetResult(load);

        private TaskCompletionSource StartOf(AttemptKey key) =>
            _started.GetOrAdd(key, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

        private TaskCompletionSource<AttemptEnd> EndOf(AttemptKey key) =>
            _ended.GetOrAdd(key, _ => new TaskCompletionSource<AttemptEnd>(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
