using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local;
using HpcScheduler.Unit.Execution;

namespace HpcScheduler.Issues;

/// <summary>A command line was a part of the shell that ran it: what it sent to itself or to its group met that shell, and its files had that one's number.</summary>
public sealed class TaskReachesItsRunner : LocalEngineTest
{
    [Theory]
    [InlineData("kill -9 $$; sleep 1000", 137)]
    [InlineData("kill -TERM $$; sleep 1000", 143)]
    [InlineData("kill -HUP ${$}; sleep 1000", 129)]
    [InlineData("kill -USR1 $BASHPID; sleep 1000", 138)]
    [InlineData("trap 'trap - TERM; kill -TERM $$' TERM; kill -TERM $$; sleep 1000", 143)]
    [InlineData("kill -ALRM 0; sleep 1000", 142)]
    [InlineData("kill -VTALRM 0; sleep 1000", 154)]
    [InlineData("kill -PROF 0; sleep 1000", 155)]
    [InlineData("kill -XCPU 0; sleep 1000", 152)]
    [InlineData("kill -IO 0; sleep 1000", 157)]
    [InlineData("kill -SYS 0; sleep 1000", 159)]
    [InlineData("kill -34 0; sleep 1000", 162)]
    [InlineData("kill -64 0; sleep 1000", 192)]
    [InlineData("kill -TERM 0; sleep 1000", 143)]
    public async Task A_signal_of_a_task_to_itself_or_its_group_ends_the_task_and_nothing_else(string commandLine, int code)
    {
        var runner = (await Run(Of("echo $PPID", 1))).Output;
        var end = await Run(Of($"echo ran >>'{Root}/runs'; {commandLine}", 2));

        Assert.Equal((AttemptOutcome.Exited, code), (end.Outcome, end.ExitCode));
        Assert.Equal("ran\n", File.ReadAllText(Path.Combine(Root, "runs")));
        Assert.Equal(runner, (await Run(Of("echo $PPID", 3))).Output);
    }

    [Fact]
    public async Task Tasks_one_after_the_other_have_numbers_of_their_own()
    {
        for (var task = 1; task <= 5; task++)
            Assert.Equal(0, (await Run(Of("mkdir w.$$", task) with { WorkDir = Root })).ExitCode);
        Assert.Equal(5, Directory.GetDirectories(Root, "w.*").Length);
    }

    [Fact]
    public async Task The_parent_of_a_task_is_its_runner_and_not_the_host() =>
        Assert.NotEqual($"{Environment.ProcessId}\n", (await Run("echo $PPID")).Output);

    [Theory]
    [InlineData("mkfifo exit")]
    [InlineData("mkdir -p exit/below")]
    [InlineData("ln -s /dev/full exit")]
    [InlineData("ln -s \"$OLDPWD/elsewhere\" exit")]
    public async Task Whatever_a_task_puts_in_the_place_of_its_exit_file_its_code_is_kept(string put)
    {
        var attempt = Of($"cd '{Root}'; cd \"$HPCSCHEDULER_ATTEMPT\"; {put}; exit 3");
        Assert.Equal(3, (await Run(attempt)).ExitCode);
        Assert.False(File.Exists(Path.Combine(Root, "elsewhere")));
        await Restart();
        Assert.Equal((AttemptOutcome.Exited, 3), ((await Adopt(attempt)).Outcome, (await Ended(attempt.Key)).ExitCode));
    }
}

/// <summary>Where the POSIX shell was bash, a variable that bash does not let be set kept the command line from running, with exit code 1 and no word.</summary>
public sealed class ReadonlyVariableOfBashEndsTask : LocalEngineTest
{
    private bool _isBash;

    protected override LocalEngine Create() => new(Attempts, this, runnerShell: _isBash ? Bash() : "/bin/sh");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_task_runs_with_variables_that_bash_does_not_let_be_set(bool isBash)
    {
        Assert.SkipUnless(!isBash || File.Exists("/bin/bash"), "There is no bash.");
        _isBash = isBash;
        var variables = (KeyValuePair<string, string>[])
            [new("UID", "it's 5"), new("EUID", "7"), new("SHELLOPTS", "noglob"), new("BASHOPTS", "extglob"), new("BASH_VERSINFO", "1"), new("PPID", "9"), new("AFTER", "x")];

        var program = await Run(Of("/usr/bin/printenv UID EUID AFTER", 1) with { Environment = variables });
        var shell = await Run(Of("echo $AFTER; exit 3", 2) with { Environment = variables });
        var none = await Run(Of("/usr/bin/printenv UID", 3) with { Environment = [.. variables, new("UID", "")] });

        Assert.Equal((0, "it's 5\n7\nx\n"), (program.ExitCode, program.Output));
        Assert.Equal((3, "x\n"), (shell.ExitCode, shell.Output));
        Assert.Equal((1, ""), (none.ExitCode, none.Output));
    }

    private string Bash()
    {
        var link = Path.Combine(Root, "sh");
        if (!File.Exists(link))
            File.CreateSymbolicLink(link, "/bin/bash");
        return link;
    }
}
