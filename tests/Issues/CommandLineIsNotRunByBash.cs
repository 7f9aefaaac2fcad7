using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local;
using HpcScheduler.Unit.Execution;

namespace HpcScheduler.Issues;

/// <summary>Command lines written for HPC Pack's Linux nodes, which bash runs there, were run by /bin/sh and failed where that is another shell.</summary>
public sealed class CommandLineIsNotRunByBash : LocalEngineTest
{
    [Theory]
    [InlineData("source ./set.sh && echo $GREETING", "hello\n")]
    [InlineData("a=(1 2); [[ ${#a[@]} == 2 ]] && echo two", "two\n")]
    [InlineData("cat <(echo a) <(echo b); echo {1..3}", "a\nb\n1 2 3\n")]
    [InlineData("printenv GREETING-x; hostname >/dev/null; type source >/dev/null && echo bash", "bash\n")]
    public async Task Bash_runs_a_command_line_where_there_is_one(string commandLine, string output)
    {
        Assert.SkipUnless(TaskShell.Default.EndsWith("/bash", StringComparison.Ordinal), "There is no bash.");
        File.WriteAllText(Path.Combine(Root, "set.sh"), "GREETING=hello\n");
        Assert.Equal(output, (await Run(Of(commandLine) with { WorkDir = Root })).Output);
    }

    [Theory]
    [InlineData("printenv AN", "value\n")]
    [InlineData("/usr/bin/printenv AN", "value\n")]
    [InlineData("  printenv  AN ", "value\n")]
    [InlineData("echo -e a", "a\n")]
    [InlineData("time true", "")]
    [InlineData(".", "")]
    public async Task A_simple_command_is_what_it_would_be_in_bash(string commandLine, string output)
    {
        Assert.SkipUnless(TaskShell.Default.EndsWith("/bash", StringComparison.Ordinal), "There is no bash.");
        var end = await Run(Of(commandLine) with { Environment = [new("AN", "value")], Stderr = Path.Combine(Root, "err") });
        Assert.Equal(output, end.Output);
    }

    [Theory]
    [InlineData("readlink /proc/self/exe")]
    [InlineData("/bin/readlink /proc/self/exe")]
    public async Task A_simple_command_becomes_the_task_without_a_shell_in_between(string commandLine)
    {
        // It and its runner are all that there is: its parent is the runner.
        var end = await Run(commandLine.Replace("readlink /proc/self/exe", "cat /proc/self/stat", StringComparison.Ordinal));
        var runner = File.ReadAllText(Path.Combine(Folder(Key()), "identity")).Split(' ')[1];
        Assert.Equal(runner, end.Output.Split(' ')[3]);
    }

    [Fact]
    public async Task A_variable_that_has_bash_read_a_file_first_is_heeded()
    {
        Assert.SkipUnless(TaskShell.Default.EndsWith("/bash", StringComparison.Ordinal), "There is no bash.");
        File.WriteAllText(Path.Combine(Root, "first"), "hostname() { echo mine; }\n");
        Assert.Equal("mine\n", (await Run(Of("hostname") with { Environment = [new("BASH_ENV", Path.Combine(Root, "first"))] })).Output);
    }

    [Fact]
    public async Task A_command_line_that_is_too_long_for_an_argument_runs_all_the_same()
    {
        var end = await Run($"echo {new string('é', 100_000)} | wc -c");
        Assert.Equal("200001\n", end.Output);
    }

    [Fact]
    public async Task Another_shell_runs_it_where_that_is_asked_for()
    {
        var end = await Run(Of("echo ${BASH_VERSION-none}; echo $0") with { Shell = "/bin/sh" });
        Assert.Equal("none\n/bin/sh\n", end.Output);
    }

    [Theory]
    [InlineData("/no/such/shell")]
    [InlineData("/etc/passwd")]
    [InlineData("/tmp")]
    public async Task A_shell_that_cannot_be_run_is_named(string shell)
    {
        var end = await Run(Of($"echo ran >'{Root}/ran'") with { Shell = shell });
        Assert.Equal(AttemptOutcome.StartFailed, end.Outcome);
        Assert.Contains($"'{shell}'", end.Message, StringComparison.Ordinal);
        Assert.Contains("TaskShell", end.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Root, "ran")));
    }
}
