using System.Diagnostics;
using HpcScheduler.Core.Ports;
using HpcScheduler.Unit.Execution;

namespace HpcScheduler.Issues;

/// <summary>
/// The next host came by another name of the folder, took what ran there for lost and ran it a second time, beside the first; a cancel no longer reached it.
/// </summary>
public sealed class OtherSpellingRunsTaskTwice : LocalEngineTest
{
    private static readonly string Boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    private readonly List<string> _mounts = [];

    private string Other => Path.Combine(Root, "other");

    [Theory]
    [InlineData("link")]
    [InlineData("rename")]
    [InlineData("mount")]
    public async Task A_running_task_is_taken_over_by_whatever_name_the_folder_goes(string way)
    {
        var attempt = await StartAsync("exit 6");
        await ComeBy(way);
        try
        {
            Engine.Adopt(attempt);
            await Started(attempt.Key);
            await Release(Path.Combine(Root, "go"));
            var end = await Ended(attempt.Key);

            Assert.Equal((AttemptOutcome.Exited, 6), (end.Outcome, end.ExitCode));
            Assert.Equal("ran\n", File.ReadAllText(Path.Combine(Root, "runs")));
        }
        finally
        {
            await LeaveAsync();
        }
    }

    [Theory]
    [InlineData("link")]
    [InlineData("rename")]
    [InlineData("mount")]
    public async Task A_kill_reaches_what_has_left_its_session_by_whatever_name_the_folder_goes(string way)
    {
        var pipe = Pipe("alive");
        var attempt = Of($"exec 9>'{pipe}'; setsid sh -c 'echo ready >&9; exec sleep 1000' & wait; sleep 1000");
        Start(attempt);
        using var reader = await OpenPipe(pipe);
        Assert.Equal("ready", await reader.ReadLineAsync(Token));
        await ComeBy(way);
        try
        {
            Engine.Adopt(attempt);
            await Started(attempt.Key);
            Engine.Kill(attempt.Key);

            Assert.Equal(AttemptOutcome.Killed, (await Ended(attempt.Key)).Outcome);
            Assert.Equal("", await reader.ReadToEndAsync(Token));
        }
        finally
        {
            await LeaveAsync();
        }
    }

    [Fact]
    public async Task A_copy_of_the_folder_neither_runs_nor_touches_what_runs_in_the_original()
    {
        var attempt = await StartAsync("exit 6");
        var original = Attempts;
        await Restart();
        await RunAsync("cp", "-a", Attempts, Other);
        Attempts = Other;

        Engine.Adopt(attempt);
        await Started(attempt.Key);
        Engine.Stop(attempt.Key);
        Engine.Kill(attempt.Key);
        var end = await Ended(attempt.Key);
        Assert.Equal(AttemptOutcome.Killed, end.Outcome);
        Assert.Contains($"'{original}'", end.Message, StringComparison.Ordinal);
        var process = Assert.Single(end.Survivors);
        Assert.True(Directory.Exists($"/proc/{process}"));

        await Release(Path.Combine(Root, "go"));
        await Gone(attempt.Key);
        await Restart();
        Attempts = original;
        Assert.Equal(6, (await Adopt(attempt)).ExitCode);
    }

    [Fact]
    public async Task What_ran_in_the_original_of_a_copy_is_lost_only_when_it_is_over()
    {
        var attempt = await StartAsync("exit 6");
        await Restart();
        await RunAsync("cp", "-a", Attempts, Other);
        Attempts = Other;

        Engine.Adopt(attempt);
        await Started(attempt.Key);
        Assert.False(Ended(attempt.Key).IsCompleted);
        await Release(Path.Combine(Root, "go"));
        Assert.Equal(AttemptOutcome.Lost, (await Ended(attempt.Key)).Outcome);
    }

    [Fact]
    public async Task A_task_that_an_earlier_build_has_started_is_taken_over()
    {
        Directory.CreateDirectory(Folder(Key()));
        var (ready, go) = (Pipe("ready"), Pipe("go"));
        // The arguments of a runner ended with its control group then. It is nobody's child, as where its host has died.
        await RunAsync(
            "sh", "-c", "setsid \"$@\" &", "sh", "/bin/sh", "-c", $"echo $$ >'{ready}'; read line <'{go}'; printf '4\\n' >'{Folder(Key())}/exit'", "hpc-runner", Attempts, Boot, "5", "");
        var pid = (await ReadToEnd(ready)).Trim();
        File.WriteAllText(Path.Combine(Folder(Key()), "spec"), $"# {Boot} {pid} 5 \nset --\n");
        File.WriteAllText(Path.Combine(Folder(Key()), "identity"), $"{Boot} {pid} 5\n");
        Directory.Move(Attempts, Other);
        Directory.CreateSymbolicLink(Attempts, Other);

        Engine.Adopt(Of("exit 0"));
        await Started(Key());
        await Release(go);

        Assert.Equal((AttemptOutcome.Exited, 4), ((await Ended(Key())).Outcome, (await Ended(Key())).ExitCode));
    }

    private async Task<Attempt> StartAsync(string end)
    {
        var (ready, go) = (Pipe("ready"), Pipe("go"));
        var attempt = Of($"echo ran >>'{Root}/runs'; echo ready >'{ready}'; read line <'{go}'; {end}");
        Start(attempt);
        await ReadToEnd(ready);
        return attempt;
    }

    private async Task ComeBy(string way)
    {
        await Restart();
        switch (way)
        {
            case "link":
                Directory.CreateSymbolicLink(Other, Attempts);
                break;
            case "rename":
                Directory.Move(Attempts, Other);
                break;
            default:
                Assert.SkipUnless(Environment.UserName == "root", "Root alone can mount.");
                Directory.CreateDirectory(Other);
                await RunAsync("mount", "--bind", Attempts, Other);
                _mounts.Add(Other);
                break;
        }

        Attempts = Other;
    }

    private async Task LeaveAsync()
    {
        await Restart();
        foreach (var mount in _mounts)
            await RunAsync("umount", "--lazy", mount);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(Token);
        Assert.Equal(0, process.ExitCode);
    }
}
