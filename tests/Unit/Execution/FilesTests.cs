using HpcScheduler.Core.Ports;

namespace HpcScheduler.Unit.Execution;

public sealed class FilesTests : LocalEngineTest
{
    [Fact]
    public async Task Files_are_relative_to_the_work_directory_and_not_in_the_output()
    {
        File.WriteAllText(Path.Combine(Root, "in"), "hello");
        var end = await Run(Of("pwd; cat; echo oops >&2") with { WorkDir = Root, Stdin = "in", Stdout = "out", Stderr = "-err" });
        Assert.Equal((0, ""), (end.ExitCode, end.Output));
        Assert.Equal(Root + "\nhello", File.ReadAllText(Path.Combine(Root, "out")));
        Assert.Equal("oops\n", File.ReadAllText(Path.Combine(Root, "-err")));
        Assert.False(File.Exists(Path.Combine(Folder(Key()), "stdout")));
    }

    [Fact]
    public async Task One_file_for_both_outputs_gets_both_in_order()
    {
        await Run(Of("echo a; echo b >&2; echo c") with { WorkDir = Root, Stdout = "out", Stderr = "out" });
        Assert.Equal("a\nb\nc\n", File.ReadAllText(Path.Combine(Root, "out")));
    }

    [Fact]
    public async Task Without_an_input_file_there_is_nothing_to_read()
    {
        var end = await Run("cat; echo end");
        Assert.Equal("end\n", end.Output);
    }

    [Theory]
    [InlineData("missing", null, null, null, AttemptOutcome.WorkDirFailed)]
    [InlineData("", "missing", null, null, AttemptOutcome.StdinFailed)]
    [InlineData("", null, "missing/out", null, AttemptOutcome.StdoutFailed)]
    [InlineData("", null, null, "missing/err", AttemptOutcome.StderrFailed)]
    public async Task What_cannot_be_opened_is_named_and_the_command_line_does_not_run(
        string folder, string? stdin, string? stdout, string? stderr, AttemptOutcome outcome)
    {
        var attempt = Of($"echo ran > {Root}/ran") with { WorkDir = Path.Combine(Root, folder), Stdin = stdin, Stdout = stdout, Stderr = stderr };
        var end = await Run(attempt);
        Assert.Equal(outcome, end.Outcome);
        Assert.Null(end.ExitCode);
        Assert.Contains("missing", end.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Root, "ran")));

        await Restart();
        var again = await Adopt(attempt);
        Assert.Equal((outcome, end.Message), (again.Outcome, again.Message));
    }

    [Fact]
    public async Task The_output_is_the_end_of_stdout_followed_by_stderr()
    {
        var end = await Run("i=0; while [ $i -lt 3000 ]; do printf 'äb'; i=$((i+1)); done; printf 'ERR' >&2");
        Assert.Equal(string.Concat(Enumerable.Repeat("äb", 1999))[1..] + "ERR", end.Output);
        Assert.Equal(Limits.Output, end.Output.Length);
    }

    [Fact]
    public async Task No_character_is_cut_in_two()
    {
        var end = await Run("i=0; while [ $i -lt 5000 ]; do printf '🚀'; i=$((i+1)); done; printf x");
        Assert.Equal(string.Concat(Enumerable.Repeat("🚀", 1999)) + "x", end.Output);
    }

    [Fact]
    public async Task Long_errors_leave_no_room_for_the_output()
    {
        var end = await Run("printf out; i=0; while [ $i -lt 5000 ]; do printf e; i=$((i+1)); done >&2");
        Assert.Equal(new string('e', Limits.Output), end.Output);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_do_no_harm()
    {
        var end = await Run("printf 'a\\377b'");
        Assert.Equal("a\uFFFDb", end.Output);
    }

    [Fact]
    public async Task A_link_in_the_place_of_the_output_is_not_read()
    {
        File.WriteAllText(Path.Combine(Root, "secret"), "secret");
        var end = await Run($"rm \"$HPCSCHEDULER_ATTEMPT/stdout\"; ln -s {Root}/secret \"$HPCSCHEDULER_ATTEMPT/stdout\"");
        Assert.Equal("", end.Output);
    }

    [Fact]
    public async Task A_pipe_in_the_place_of_the_output_holds_nobody_up()
    {
        var end = await Run("cd \"$HPCSCHEDULER_ATTEMPT\"; rm stdout; mkfifo stdout");
        Assert.Equal((0, ""), (end.ExitCode, end.Output));
    }
}
