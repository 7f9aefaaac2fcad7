using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Fake;

namespace HpcScheduler.Unit.Execution;

public sealed class FakeEngineTests : IEngineEvents
{
    private static readonly AttemptKey Key = new(new TaskKey(1, 1), 1);
    private readonly List<string> _told = [];

    [Fact]
    public void Nothing_happens_until_the_driver_says_so()
    {
        var engine = New(new FakeMachine());
        engine.Start(Of(Key));
        engine.Stop(Key);
        Assert.Empty(_told);
        Assert.Equal([new FakeCall("Start", Key), new FakeCall("Stop", Key)], engine.Calls);
        engine.CompleteStart(Key);
        engine.Complete(Key, 4);
        engine.Complete(Key, 5);
        Assert.Equal(["started 1.1#1", "1.1#1 Exited 4"], _told);
    }

    [Fact]
    public async Task What_ends_while_no_host_lives_is_told_to_the_next()
    {
        var machine = new FakeMachine();
        var first = New(machine);
        first.Start(Of(Key));
        first.CompleteStart(Key);
        await first.DisposeAsync();
        first.Lose(Key);
        Assert.Equal(["started 1.1#1"], _told);

        var second = New(machine);
        second.Adopt(Of(Key));
        Assert.True(second.Step());
        Assert.False(second.Step());
        Assert.Equal("1.1#1 Lost ", _told[^1]);
        Assert.Equal(1, machine.Find(Key)!.Runs);
    }

    [Fact]
    public void A_survivor_is_named()
    {
        var engine = New(new FakeMachine { Script = _ => new FakeBehavior { SurvivesKill = true } });
        engine.Start(Of(Key));
        engine.CompleteStart(Key);
        engine.Kill(Key);
        engine.Step();
        Assert.NotEmpty(engine.Machine.Find(Key)!.End!.Survivors);
    }

    [Fact]
    public async Task A_survivor_is_found_by_the_next_engine_and_told_of_when_it_is_gone()
    {
        var first = New(new FakeMachine { Script = _ => new FakeBehavior { SurvivesKill = true } });
        first.Start(Of(Key));
        first.CompleteStart(Key);
        first.Kill(Key);
        first.Step();
        await first.DisposeAsync();

        var second = New(first.Machine);
        Assert.Empty(second.FindSurvivors(new HashSet<AttemptKey> { Key }));
        Assert.Equal([1001], second.FindSurvivors(new HashSet<AttemptKey>())[Key]);
        var told = _told.Count;
        second.Release(Key);
        second.Release(Key);
        Assert.Equal(["1.1#1 Killed "], _told.Skip(told));
        Assert.Empty(second.FindSurvivors(new HashSet<AttemptKey>()));
    }

    void IEngineEvents.Started(AttemptKey key, DateTimeOffset time) => _told.Add($"started {key}");

    void IEngineEvents.Measured(MachineLoad load) => _told.Add("measured");

    void IEngineEvents.Ended(AttemptKey key, AttemptEnd end) => _told.Add($"{key} {end.Outcome} {end.ExitCode}");

    private static Attempt Of(AttemptKey key) => new() { Key = key, CommandLine = "x", Environment = [] };

    private FakeEngine New(FakeMachine machine) => new(machine, this, () => DateTimeOffset.UnixEpoch);
}
