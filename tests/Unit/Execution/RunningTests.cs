using HpcScheduler.Core.Ports;

namespace HpcScheduler.Unit.Execution;

public sealed class RunningTests : LocalEngineTest
{
    [Theory]
    [InlineData("/bin/true", 0)]
    [InlineData("/bin/false", 1)]
    [InlineData("exit 7", 7)]
    [InlineData("exit 125", 125)]
    [InlineData("exit 255", 255)]
    [InlineData("", 0)]
    [InlineData("# nothing", 0)]
    [InlineData("kill -TERM $$; exit 3", 143)]
    [InlineData("kill -9 $$; exit 3", 137)]
    [InlineData("sh -c 'kill -KILL $$'", 137)]
    [InlineData("exec sh -c 'kill -SEGV $$'", 139)]
    [InlineData("exec sh -c 'exit 6'", 6)]
    [InlineData("set -e; false; exit 9", 1)]
    [InlineData("set -u; trap 'exit 4' EXIT; exit 3", 4)]
    [InlineData("false || exit 5 # with a comment", 5)]
    [InlineData("/no/such/program", 127)]
    [InlineData("nosuchprogram", 127)]
    [InlineData("/etc/passwd", 126)]
    [InlineData("exit 3)", 2)]
    [InlineData("if true; then", 2)]
    [InlineData("echo 'unbalanced", 2)]
    [InlineData("echo \"unbalanced", 2)]
    [InlineData("; rm", 2)]
    public async Task The_exit_code_is_the_command_lines(string commandLine, int code)
    {
        var end = await Run(commandLine);
        Assert.Equal((AttemptOutcome.Exited, code, ""), (end.Outcome, end.ExitCode, end.Message));
    }

    [Fact]
    public async Task Lines_quotes_and_letters_of_all_scripts_reach_the_shell_as_they_are()
    {
        var end = await Run("echo 'größer \"日本\" 🚀'\nprintf '%s\\n' 'a\\b' \\\n  c\ncat <<X\n$((6 * 7))\nX\n");
        Assert.Equal("größer \"日本\" 🚀\na\\b\nc\n42\n", end.Output);
    }

    [Fact]
    public async Task The_command_line_has_no_arguments_and_no_variables_of_the_wrapper()
    {
        var end = await Run("echo \"$#:$*\"; env | grep -i 'stat\\|hpcscheduler'");
        Assert.Equal($"0:\nHPCSCHEDULER_ATTEMPT={Folder(Key())}\n", end.Output);
    }

    [Fact]
    public async Task Variables_are_added_in_order_and_an_empty_one_is_unset()
    {
        Assert.NotNull(Environment.GetEnvironmentVariable("PATH"));
        var end = await Run(Of("echo \"$A|$B|${HOME-unset}|${C-unset}|${PATH+set}\"") with
        {
            Environment = [new("A", "1"), new("B", "x y=ü"), new("HOME", ""), new("C", "3"), new("C", ""), new("A", "2")],
        });
        Assert.Equal("2|x y=ü|unset|unset|set\n", end.Output);
    }

    [Fact]
    public async Task A_task_gets_no_file_of_the_host_but_the_three()
    {
        await using var open = File.Create(Path.Combine(Root, "open"));
        var end = await Run("for f in /proc/self/fd/*; do echo ${f##*/}; done");
        // The shell opens one more while it lists them.
        Assert.Equal(["0", "1", "2"], end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(3));
        Assert.True(end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length <= 4, end.Output);
    }

    [Fact]
    public async Task A_task_starts_with_every_signal_as_the_system_has_it()
    {
        var end = await Run("/bin/sed -nE '/^Sig(Blk|Ign|Cgt)/p' /proc/self/status");
        Assert.All(end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.EndsWith("0000000000000000", line));
    }

    [Fact]
    public async Task A_task_leads_a_session_that_is_not_the_hosts()
    {
        var end = await Run("read -r a b c d e session rest < /proc/self/stat; read -r wrapper x < /proc/$PPID/stat; echo $((session == wrapper))");
        Assert.Equal("1\n", end.Output);
    }

    [Fact]
    public async Task A_zero_character_is_refused_in_words()
    {
        var end = await Run("echo a\0b");
        Assert.Equal(AttemptOutcome.StartFailed, end.Outcome);
        Assert.Contains("zero character", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_much_environment_is_a_failed_start_in_words()
    {
        var end = await Run(Of("exit 0") with { Environment = [new("BIG", new string('x', 200_000))] });
        Assert.Equal(AttemptOutcome.StartFailed, end.Outcome);
        Assert.Contains("Argument list too long", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_longest_command_line_runs()
    {
        var end = await Run("exit 3 #".PadRight(Limits.CommandLine, 'x'));
        Assert.Equal(3, end.ExitCode);
    }

    [Fact]
    public async Task A_command_line_whose_attempt_is_claimed_never_runs()
    {
        Directory.CreateDirectory(Folder(Key()));
        File.WriteAllText(Path.Combine(Folder(Key()), "identity"), "claimed\n");
        var end = await Run($"echo ran > {Root}/ran");
        Assert.Equal(AttemptOutcome.NotStarted, end.Outcome);
        Assert.False(File.Exists(Path.Combine(Root, "ran")));
    }

    [Fact]
    public async Task A_command_line_that_another_host_has_started_never_runs_again()
    {
        Directory.CreateDirectory(Folder(Key()));
        File.WriteAllText(Path.Combine(Folder(Key()), "identity"), "00000000-0000-0000-0000-000000000000 1234 5\n");
        var end = await Run($"echo ran > {Root}/ran");
        Assert.Equal(AttemptOutcome.Lost, end.Outcome);
        Assert.False(File.Exists(Path.Combine(Root, "ran")));
        Assert.Equal(1, EndCounts[Key()]);
    }

    [Fact]
    public async Task The_folder_is_for_its_owner_only()
    {
        await Run("exit 0");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(Folder(Key())));
    }
}
