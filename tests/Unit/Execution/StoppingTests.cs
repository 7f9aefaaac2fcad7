using HpcScheduler.Core.Ports;

namespace HpcScheduler.Unit.Execution;

public sealed class StoppingTests : LocalEngineTest
{
    [Fact]
    public async Task A_stopped_task_may_tidy_up_and_leaves_its_own_code()
    {
        var pipe = Pipe("ready");
        // What a shell begins in the foreground after the signal has come it would wait for.
        var key = Start($"trap 'echo tidy > {Root}/tidied; exit 5' TERM; sleep 1000 & echo ready > {pipe}; wait");
        await ReadToEnd(pipe);
        Engine.Stop(key);
        var end = await Ended(key);
        Assert.Equal((AttemptOutcome.Exited, 5), (end.Outcome, end.ExitCode));
        Assert.Equal("tidy\n", File.ReadAllText(Path.Combine(Root, "tidied")));
    }

    [Fact]
    public async Task A_task_that_ignores_the_stop_is_killed()
    {
        var pipe = Pipe("alive");
        var key = Start($"trap '' TERM; exec 9>{pipe}; echo ready >&9; while :; do /bin/sleep 1000; done");
        using var reader = await OpenPipe(pipe);
        Assert.Equal("ready", await reader.ReadLineAsync(Token));
        Engine.Stop(key);
        Engine.Kill(key);
        var end = await Ended(key);
        Assert.Equal(AttemptOutcome.Killed, end.Outcome);
        Assert.Equal("", await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task A_stop_reaches_a_task_that_is_held_still()
    {
        var pipe = Pipe("ready");
        var key = Start($"sh -c 'echo $$ > {pipe}; kill -STOP $$; sleep 1000'");
        await ReadToEnd(pipe);
        Engine.Stop(key);
        Assert.Equal((AttemptOutcome.Exited, 143), ((await Ended(key)).Outcome, (await Ended(key)).ExitCode));
    }

    [Fact]
    public async Task A_process_that_left_its_session_twice_is_killed_too()
    {
        var pipe = Pipe("alive");
        var key = Start($"exec 9>{pipe}; setsid sh -c '(setsid sh -c \"trap \\\"\\\" TERM HUP; echo ready >&9; while :; do sleep 1000; done\" &) ; exit 0'; wait; sleep 1000");
        using var reader = await OpenPipe(pipe);
        Assert.Equal("ready", await reader.ReadLineAsync(Token));
        Engine.Kill(key);
        Assert.Empty((await Ended(key)).Survivors);
        Assert.Equal("", await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task A_process_that_left_everything_but_its_control_group_is_killed_too()
    {
        Assert.SkipUnless(Engine.UsesControlGroups, "No control groups can be made here.");
        var pipe = Pipe("alive");
        var key = Start($"exec 9>{pipe}; env -i /usr/bin/setsid /bin/sh -c '(setsid sh -c \"echo ready >&9; exec sleep 1000\" &) ; exit 0'; sleep 1000");
        using var reader = await OpenPipe(pipe);
        Assert.Equal("ready", await reader.ReadLineAsync(Token));
        Engine.Kill(key);
        Assert.Empty((await Ended(key)).Survivors);
        Assert.Equal("", await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task A_task_that_forks_without_end_is_killed()
    {
        var pipe = Pipe("alive");
        var key = Start($"exec 9>{pipe}; echo ready >&9; f() {{ (setsid sh -c 'sleep 0.01' &); }}; while :; do f; done");
        using var reader = await OpenPipe(pipe);
        Assert.Equal("ready", await reader.ReadLineAsync(Token));
        Engine.Kill(key);
        Assert.Empty((await Ended(key)).Survivors);
        Assert.Equal("", await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task A_process_left_in_the_background_dies_with_its_task()
    {
        var pipe = Pipe("alive");
        var key = Start($"exec 9>{pipe}; sh -c 'trap \"\" TERM HUP; echo ready >&9; while :; do sleep 1000; done' & read line < {Pipe("go")}; exit 3");
        using var reader = await OpenPipe(pipe);
        Assert.Equal("ready", await reader.ReadLineAsync(Token));
        await Release(Path.Combine(Root, "go"));
        var end = await Ended(key);
        Assert.Equal((AttemptOutcome.Exited, 3), (end.Outcome, end.ExitCode));
        Assert.Equal("", await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task A_daemon_that_left_its_session_dies_with_its_task_where_there_are_control_groups()
    {
        Assert.SkipUnless(Engine.UsesControlGroups, "No control groups can be made here.");
        var pipe = Pipe("alive");
        var key = Start($"exec 9>{pipe}; setsid sh -c 'echo ready >&9; exec sleep 1000' & read line < {Pipe("go")}; exit 0");
        using var reader = await OpenPipe(pipe);
        Assert.Equal("ready", await reader.ReadLineAsync(Token));
        await Release(Path.Combine(Root, "go"));
        Assert.Equal(AttemptOutcome.Exited, (await Ended(key)).Outcome);
        Assert.Equal("", await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task The_end_of_the_wrapper_by_another_hand_is_told_with_the_signal()
    {
        var pipe = Pipe("alive");
        var key = Start($"exec 9>{pipe}; kill -KILL $PPID; echo ready >&9; exec sleep 1000");
        using var reader = await OpenPipe(pipe);
        var end = await Ended(key);
        Assert.Equal(AttemptOutcome.Lost, end.Outcome);
        Assert.Contains("signal 9", end.Message, StringComparison.Ordinal);
        await reader.ReadToEndAsync(Token);
    }
}
