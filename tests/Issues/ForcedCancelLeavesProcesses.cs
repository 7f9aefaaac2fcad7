using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local;
using HpcScheduler.Unit.Execution;

namespace HpcScheduler.Issues;

/// <summary>A process that had taken the name of another attempt, or was in a control group below its own, outlived the kill of the next host unnamed.</summary>
public sealed class ForcedCancelLeavesProcesses : LocalEngineTest
{
    private bool _withoutGroups;

    protected override LocalEngine Create() => new(Attempts, this, useControlGroups: !_withoutGroups);

    [Theory]
    [InlineData("HPCSCHEDULER_ATTEMPT=/other/attempts/1.1/1 setsid sh -c 'echo ready >&9; exec sleep 1000' & wait; sleep 1000")]
    [InlineData("group=/sys/fs/cgroup$(cut -d: -f3- /proc/self/cgroup | tail -1); [ -d \"$group\" ] || group=/sys/fs/cgroup/unified$(cut -d: -f3- /proc/self/cgroup | tail -1); mkdir \"$group/below\"; env -i setsid sh -c 'echo $$ >\"$0/below/cgroup.procs\"; echo ready >&9; exec sleep 1000' \"$group\" & wait; sleep 1000")]
    public async Task A_kill_by_the_next_host_takes_all_of_the_control_group(string commandLine)
    {
        Assert.SkipUnless(Engine.UsesControlGroups, "No control groups can be made here.");
        var pipe = Pipe("alive");
        var attempt = Of($"exec 9>'{pipe}'; {commandLine}");
        Start(attempt);
        using var reader = await OpenPipe(pipe);
        Assert.Equal("ready", await reader.ReadLineAsync(Token));
        await Restart();

        Engine.Adopt(attempt);
        await Started(attempt.Key);
        Engine.Kill(attempt.Key);
        var end = await Ended(attempt.Key);

        Assert.Equal(AttemptOutcome.Killed, end.Outcome);
        Assert.Empty(end.Survivors);
        Assert.Equal("", await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task Without_control_groups_what_left_the_session_of_a_task_that_was_killed_from_outside_is_found()
    {
        _withoutGroups = true;
        var pipe = Pipe("alive");
        var key = Start($"exec 9>'{pipe}'; setsid sh -c 'echo ready >&9; exec sleep 1000' & echo $$ >&9; wait");
        using var reader = await OpenPipe(pipe);
        var lines = new[] { await reader.ReadLineAsync(Token), await reader.ReadLineAsync(Token) };
        using (var task = System.Diagnostics.Process.GetProcessById(int.Parse(lines.Single(line => line != "ready")!)))
            task.Kill();

        Assert.Equal((AttemptOutcome.Exited, 137), ((await Ended(key)).Outcome, (await Ended(key)).ExitCode));
        Assert.Equal("", await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task Without_control_groups_what_left_the_session_of_a_task_that_ended_without_a_host_is_found_by_the_next()
    {
        _withoutGroups = true;
        var pipe = Pipe("alive");
        var attempt = Of($"exec 9>'{pipe}'; setsid sh -c 'echo ready >&9; exec sleep 1000' & read line <'{Pipe("go")}'; exit 4");
        Start(attempt);
        using var reader = await OpenPipe(pipe);
        Assert.Equal("ready", await reader.ReadLineAsync(Token));
        await Restart();
        await Release(Path.Combine(Root, "go"));

        Assert.Equal(4, (await Adopt(attempt)).ExitCode);
        Assert.Equal("", await reader.ReadToEndAsync(Token));
    }
}
