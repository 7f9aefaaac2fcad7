using System.Diagnostics;
using HpcScheduler.Core.Ports;
using HpcScheduler.Unit.Execution;

namespace HpcScheduler.Issues;

/// <summary>What was kept of a task was deleted while it ran, by itself or by a cleaner: it ran again, as often as the engine tries.</summary>
public sealed class RemovedAttemptRunsTwice : LocalEngineTest
{
    private string Runs => File.ReadAllText(Path.Combine(Root, "runs"));

    [Theory]
    [InlineData("rm -rf \"$HPCSCHEDULER_ATTEMPT\"")]
    [InlineData("rm -rf \"$HPCSCHEDULER_ATTEMPT\"/../..")]
    [InlineData("cd \"$HPCSCHEDULER_ATTEMPT\" && rm -f *")]
    public async Task A_task_that_deletes_what_is_kept_of_it_ends_with_its_own_code(string delete)
    {
        var end = await Run($"echo ran >>'{Root}/runs'; {delete}; exit 3");

        Assert.Equal((AttemptOutcome.Exited, 3), (end.Outcome, end.ExitCode));
        Assert.Equal("ran\n", Runs);
        Assert.Equal(0, (await Run(Of("exit 0", 2))).ExitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_task_whose_folder_is_deleted_or_moved_from_outside_ends_with_its_own_code(bool isMoved)
    {
        var key = Start(Ready("exit 3"));
        await ReadToEnd(Path.Combine(Root, "ready"));
        if (isMoved)
            Directory.Move(Attempts, Path.Combine(Root, "moved"));
        else
            Directory.Delete(Attempts, recursive: true);
        Directory.CreateDirectory(Attempts);
        await Release(Path.Combine(Root, "go"));

        var end = await Ended(key);
        Assert.Equal((AttemptOutcome.Exited, 3), (end.Outcome, end.ExitCode));
        Assert.Equal("ran\n", Runs);
        // The shell that ran it stands in the folder that is gone.
        Assert.Equal(4, (await Run(Of("exit 4", 2))).ExitCode);
    }

    [Theory]
    [InlineData("spec")]
    [InlineData("identity")]
    [InlineData(null)]
    public async Task A_task_whose_shell_is_killed_after_its_files_were_deleted_is_lost_and_does_not_run_again(string? kept)
    {
        var end = await Run(
            $"echo ran >>'{Root}/runs'; cd \"$HPCSCHEDULER_ATTEMPT\"; for file in spec identity stdout stderr; do [ $file = '{kept}' ] || rm -f $file; done; kill -KILL $PPID");

        Assert.Equal(AttemptOutcome.Lost, end.Outcome);
        Assert.Equal("ran\n", Runs);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_task_whose_folder_was_deleted_is_taken_over_by_the_next_host(bool isAll)
    {
        var attempt = Ready("exit 3");
        Start(attempt);
        await ReadToEnd(Path.Combine(Root, "ready"));
        await Restart();
        Directory.Delete(isAll ? Attempts : Folder(attempt.Key), recursive: true);

        Engine.Adopt(attempt);
        await Started(attempt.Key);
        Assert.False(Ended(attempt.Key).IsCompleted);
        await Release(Path.Combine(Root, "go"));
        var end = await Ended(attempt.Key);

        // Where all of it is gone its shell can leave the code nowhere, and ends with it; it is this process's child.
        Assert.Equal((AttemptOutcome.Exited, 3), (end.Outcome, end.ExitCode));
        Assert.Equal("ran\n", Runs);
    }

    [Fact]
    public async Task What_is_left_of_a_task_whose_folder_and_shell_are_gone_is_killed_by_the_next_host()
    {
        var pipe = Pipe("alive");
        var attempt = Of($"exec 9>'{pipe}'; setsid sh -c 'echo $PPID >&9; exec sleep 1000' & wait; sleep 1000");
        Start(attempt);
        using var reader = await OpenPipe(pipe);
        await reader.ReadLineAsync(Token);
        var runner = int.Parse(File.ReadAllText(Path.Combine(Folder(attempt.Key), "identity")).Split(' ')[1]);
        await Restart();
        Directory.Delete(Attempts, recursive: true);
        using (var process = Process.GetProcessById(runner))
            process.Kill();

        Assert.Equal(AttemptOutcome.Lost, (await Adopt(attempt)).Outcome);
        Assert.Equal("", await reader.ReadToEndAsync(Token));
    }

    private Attempt Ready(string end) =>
        Of($"echo ran >>'{Root}/runs'; echo ready >'{Pipe("ready")}'; read line <'{Pipe("go")}'; {end}");
}
