using System.Diagnostics;
using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local;

namespace HpcScheduler.Unit.Execution;

/// <summary>Tasks that share a shell know nothing of each other, and none is harmed by what becomes of the shell.</summary>
public abstract class RunnerTests : LocalEngineTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected abstract bool UseControlGroups { get; }

    /// <summary>How long a shell without a task is kept.</summary>
    private TimeSpan Keep { get; set; } = Patience;

    /// <summary>The shell that runners are, by whatever program.</summary>
    protected virtual string Shell => "/bin/sh";

    protected override LocalEngine Create() => new(Attempts, this, useControlGroups: UseControlGroups, keepRunners: Keep, runnerShell: Shell);

    [Fact]
    public async Task Tasks_one_after_the_other_run_in_the_same_shell()
    {
        var first = await Runner(1);
        Assert.Equal(first, await Runner(2));
        await Run(Of("sh -c 'kill -TERM $$'", 3));
        await Run(Of("kill -TERM 0", 4));
        Assert.Equal(first, await Runner(5));
    }

    [Fact]
    public async Task A_task_sees_nothing_of_the_one_before()
    {
        const string probe = "set | grep -v HPCSCHEDULER; umask; pwd; trap; ulimit -a; echo \"$PPID $- $#\"; ls /proc/self/fd; grep \"Sig[BIC]\" /proc/self/status";
        await Run(Of(probe, 1) with { WorkDir = Root, Stdout = "before" });
        var dirty = await Run(Of($"cd /; umask 077; trap '' TERM; trap 'echo bye' EXIT; exec 7>{Root}/leak; ulimit -n 50; set -ef -- a b; LEFT=1; export LEFT; PATH=/; f() {{ :; }}; alias ls=false", 2) with
        {
            Environment = [new("ADDED", "1"), new("HOME", ""), new("HPCSCHEDULER_ATTEMPT", "mine")],
        });
        Assert.Equal((0, "bye\n"), (dirty.ExitCode, dirty.Output));
        await Run(Of(probe, 3) with { WorkDir = Root, Stdout = "after" });
        Assert.Equal(File.ReadAllText(Path.Combine(Root, "before")), File.ReadAllText(Path.Combine(Root, "after")));
    }

    [Fact]
    public async Task A_variable_may_hold_anything_that_is_text()
    {
        const string value = "it's \"a\"\n$x `y` \\n ä日🚀 ';exit 9;'\n";
        var end = await Run(Of("/usr/bin/env printf '%s' \"$ANY\"; /usr/bin/env | grep -c ^NOT") with
        {
            Environment = [new("ANY", value), new("NOT A NAME", "1"), new("NOT;exit 9", "1"), new("IFS", "x")],
        });
        Assert.Equal(value + "0\n", end.Output);
    }

    [Theory]
    [InlineData("kill -KILL $PPID; exec sleep 1000")]
    [InlineData("kill -KILL 0; exec sleep 1000")]
    [InlineData("exec sh -c 'kill -KILL $PPID; exec sleep 1000'")]
    public async Task A_task_that_kills_its_shell_is_lost_and_the_next_has_another(string commandLine)
    {
        var pipe = Pipe("alive");
        var before = await Runner(1);
        var key = Start(Of($"exec 9>{pipe}; {commandLine}", 2));
        Assert.Equal("", await ReadToEnd(pipe));
        var end = await Ended(key);
        Assert.Equal(AttemptOutcome.Lost, end.Outcome);
        Assert.Contains("signal 9", end.Message, StringComparison.Ordinal);
        Assert.NotEqual(before, await Runner(3));
    }

    [Fact]
    public async Task A_shell_that_dies_without_a_task_is_replaced()
    {
        for (var task = 1; task <= 20; task++)
        {
            using var runner = Process.GetProcessById(await Runner(task));
            runner.Kill();
        }

        Assert.Equal(0, (await Run(Of("/bin/true", 21))).ExitCode);
    }

    [Fact]
    public async Task After_a_kill_the_next_task_runs()
    {
        var key = Start(Of("exec sleep 1000", 1));
        await Started(key);
        Engine.Kill(key);
        Assert.Equal(AttemptOutcome.Killed, (await Ended(key)).Outcome);
        Assert.Equal(0, (await Run(Of("/bin/true", 2))).ExitCode);
    }

    [Fact]
    public async Task A_process_left_in_the_background_dies_before_the_next_task()
    {
        var pipe = Pipe("alive");
        var end = Run(Of($"sh -c 'trap \"\" TERM HUP; exec 9>{pipe}; exec sleep 1000' & read line < {pipe} & exec 8>{pipe}; exit 3", 1));
        Assert.Equal("", await ReadToEnd(pipe));
        Assert.Equal((AttemptOutcome.Exited, 3), ((await end).Outcome, (await end).ExitCode));
        Assert.Equal(0, (await Run(Of("/bin/true", 2))).ExitCode);
    }

    [Fact]
    public async Task A_stop_that_comes_late_does_not_reach_the_next_task()
    {
        for (var task = 1; task <= 100; task += 2)
        {
            var first = Start(Of("/bin/true", task));
            Engine.Stop(first);
            Assert.Contains((await Ended(first)).ExitCode, new int?[] { 0, 143 });
            var second = Start(Of("/bin/true", task + 1));
            Engine.Stop(first);
            Assert.Equal(0, (await Ended(second)).ExitCode);
        }
    }

    [Fact]
    public async Task There_are_no_more_shells_than_tasks_at_once()
    {
        const int atOnce = 20;
        for (var round = 0; round < 5; round++)
        {
            var first = round * atOnce + 1;
            await Task.WhenAll(Enumerable.Range(first, atOnce).Select(task => Run(Of("echo $$", task))));
        }

        var runners = Enumerable.Range(1, 5 * atOnce).Select(task => File.ReadAllText(Path.Combine(Folder(Key(task)), "identity"))).Distinct();
        Assert.InRange(runners.Count(), 1, atOnce);
    }

    [Fact]
    public async Task A_shell_that_nobody_needs_ends()
    {
        Keep = TimeSpan.FromMilliseconds(20);
        var id = await Runner(1);
        try
        {
            using var runner = Process.GetProcessById(id);
            await runner.WaitForExitAsync(Token).WaitAsync(Patience, Token);
        }
        catch (ArgumentException)
        {
            // It has ended before anybody could look.
        }

        Assert.False(Directory.Exists($"/proc/{id}"));
        Assert.Equal(0, (await Run(Of("/bin/true", 2))).ExitCode);
    }

    [Fact]
    public async Task A_shell_without_a_task_ends_with_its_host()
    {
        var runner = await Runner(1);
        await Restart();
        Assert.False(Directory.Exists($"/proc/{runner}"));
    }

    [Fact]
    public async Task A_shell_whose_host_is_gone_ends_its_task_and_then_itself()
    {
        var runner = await Runner(1);
        var attempt = Of($"echo ready > {Pipe("ready")}; read line < {Pipe("go")}; exit 6", 2);
        Start(attempt);
        await ReadToEnd(Path.Combine(Root, "ready"));
        await Restart();

        Engine.Adopt(attempt);
        await Started(attempt.Key);
        await Release(Path.Combine(Root, "go"));
        Assert.Equal((AttemptOutcome.Exited, 6), ((await Ended(attempt.Key)).Outcome, (await Ended(attempt.Key)).ExitCode));
        Assert.False(Directory.Exists($"/proc/{runner}"));
    }

    [Fact]
    public async Task An_end_is_told_again_while_its_shell_waits_for_the_next_task()
    {
        var runner = await Runner(1);
        Assert.Equal(0, (await Adopt(Of("/bin/true", 1))).ExitCode);
        Assert.Equal(runner, await Runner(2));
    }

    /// <summary>The process of the shell that a task runs under.</summary>
    private async Task<int> Runner(int task) =>
        int.Parse((await Run(Of("echo $PPID", task))).Output, System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>With control groups where the system lets the host make them.</summary>
public sealed class RunnerTestsWithControlGroups : RunnerTests
{
    protected override bool UseControlGroups => true;
}

/// <summary>Where the POSIX shell is bash.</summary>
public sealed class RunnerTestsOfBash : RunnerTests
{
    protected override bool UseControlGroups => true;

    protected override string Shell
    {
        get
        {
            Assert.SkipUnless(File.Exists("/bin/bash"), "There is no bash.");
            var link = Path.Combine(Root, "sh");
            if (!File.Exists(link))
                File.CreateSymbolicLink(link, "/bin/bash");
            return link;
        }
    }
}

/// <summary>With sessions only.</summary>
public sealed class RunnerTestsWithoutControlGroups : RunnerTests
{
    protected override bool UseControlGroups => false;
}
