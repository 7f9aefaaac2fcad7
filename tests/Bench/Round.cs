using System.Diagnostics;
using HpcScheduler.Core;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Bench;

/// <summary>One turn of the core, in which a task ends, on a thousand nodes of eight cores with many jobs that wait; without disk and processes.</summary>
internal sealed class Round : IBenchmark
{
    private const int Nodes = 1000;
    private const int CoresPerNode = 8;
    private const int Turns = 200;
    private const string Pool = "other";

    private static readonly Caller User = new("user", UserRoles.Administrator);

    private static readonly (string Name, HpcVariable[] Settings)[] Policies =
    [
        ("in Queued mode", []),
        ("with pools", [new("EnablePools", "True")]),
        ("in Balanced mode", [new("SchedulingMode", "Balanced")]),
    ];

    private readonly Queue<AttemptKey> _running = new();
    private MemoryStore _store = new();
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Question => "how long does a round over a thousand nodes take with many jobs that wait?";

    public int Size => 10_000;

    public async IAsyncEnumerable<string> RunAsync(int size, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        foreach (var (name, settings) in Policies)
        {
            var core = Make(settings);
            var start = Stopwatch.GetTimestamp();
            Turn(core, () =>
            {
                for (var number = 0; number < size + Nodes; number++)
                    Submit(core, number);
            });
            var first = Stopwatch.GetElapsedTime(start);
            var rounds = new Figures();
            for (var turn = 0; turn < Turns && _running.TryDequeue(out var attempt); turn++)
            {
                cancellation.ThrowIfCancellationRequested();
                rounds.Add(Turn(core, () => core.Ended(attempt, new AttemptEnd { Outcome = AttemptOutcome.Exited, ExitCode = 0, Time = _now })));
            }

            yield return $"{name}: a round with {core.Nodes.Count} nodes and {size} jobs that wait: p50 {rounds.Median.TotalMilliseconds:F1} ms, p99 {rounds.Percentile(99).TotalMilliseconds:F1} ms (bar 50 ms); "
                + $"{size + Nodes} jobs submitted and the first started in one turn: {first.TotalMilliseconds:F0} ms";
        }
    }

    private SchedulerCore Make(HpcVariable[] settings)
    {
        _running.Clear();
        _store = new MemoryStore();
        _store.Commit(new ChangeSet
        {
            Nodes = [.. Enumerable.Range(1, Nodes).Select(number => new NodeRecord($"node{number:D4}", CoresPerNode, null))],
            NodeGroups = [new NodeGroupRecord(3, "half") { Nodes = [.. Enumerable.Range(1, Nodes / 2).Select(number => $"node{number * 2:D4}")] }],
            Pools = [new PoolRecord(PoolRecord.DefaultName, 1), new PoolRecord(Pool, 1)],
            JobTemplates = [new JobTemplateRecord { Name = Pool, CreateTime = _now, ChangeTime = _now, Items = [new JobTemplateItem { PropertyName = "Pool", Default = Pool }] }],
        });
        var core = new SchedulerCore(_store, _store.Load(), "/scheduler");
        Turn(core, () => core.Resume(new NodeRecord("machine", 1, null)));
        if (settings.Length > 0)
            Turn(core, () => core.Handle(new SetClusterProperty(settings), User));
        return core;
    }

    private static void Submit(SchedulerCore core, int number)
    {
        var cores = 1 + (number * 7 % 16);
        var properties = new JobProperties
        {
            MinCores = cores,
            MaxCores = cores,
            NodeGroups = number % 3 == 0 ? ["half"] : null,
            Template = number % 5 == 0 ? Pool : null,
            RunTime = number % 2 == 0 ? TimeSpan.FromMinutes(1 + (number % 60)) : null,
        };
        TaskProperties[] tasks = [new() { CommandLine = "work *", Type = TaskType.ParametricSweep, EndValue = cores }];
        core.Handle(new SubmitJob(core.Handle(new NewJob(properties, tasks), User).Id), User);
    }

    private TimeSpan Turn(SchedulerCore core, Action act)
    {
        _now += TimeSpan.FromSeconds(1);
        var start = Stopwatch.GetTimestamp();
        core.Begin(_now);
        act();
        var step = core.End();
        var elapsed = Stopwatch.GetElapsedTime(start);
        _store.Commit(step.Changes);
        foreach (var started in step.Effects.OfType<Effect.Start>())
            _running.Enqueue(started.Attempt.Key);
        return elapsed;
    }
}
