using HpcScheduler.Core.Ports;

namespace HpcScheduler.Unit.Execution;

public sealed class AdoptionTests : LocalEngineTest
{
    private string Identity => Path.Combine(Folder(Key()), "identity");

    [Fact]
    public async Task A_running_task_is_watched_on_and_its_code_taken()
    {
        var attempt = Of($"echo ready > {Pipe("ready")}; read line < {Pipe("go")}; echo $line; exit 6");
        Start(attempt);
        var before = await Started(attempt.Key);
        await ReadToEnd(Path.Combine(Root, "ready"));
        await Restart();

        Engine.Adopt(attempt);
        var time = await Started(attempt.Key);
        Assert.InRange(time - before, TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(1));
        await Release(Path.Combine(Root, "go"));
        var end = await Ended(attempt.Key);
        Assert.Equal((AttemptOutcome.Exited, 6, "go\n"), (end.Outcome, end.ExitCode, end.Output));
    }

    [Fact]
    public async Task An_adopted_task_is_stopped_and_killed_like_any_other()
    {
        var pipe = Pipe("alive");
        var attempt = Of($"exec 9>{pipe}; trap 'echo stopped >&9' TERM; setsid sh -c 'trap \"\" TERM; exec sleep 1000' & echo ready >&9; while :; do sleep 1000 & wait $!; done");
        Start(attempt);
        using var reader = await OpenPipe(pipe);
        Assert.Equal("ready", await reader.ReadLineAsync(Token));
        await Restart();

        Engine.Adopt(attempt);
        Engine.Stop(attempt.Key);
        Assert.Equal("stopped", await reader.ReadLineAsync(Token));
        Engine.Kill(attempt.Key);
        Assert.Equal(AttemptOutcome.Killed, (await Ended(attempt.Key)).Outcome);
        await reader.ReadToEndAsync(Token);
    }

    [Fact]
    public async Task A_task_that_ended_meanwhile_has_its_code()
    {
        var pipe = Pipe("alive");
        var attempt = Of($"exec 9>{pipe}; echo ready >&9; read line < {Pipe("go")}; exit 4");
        Start(attempt);
        using var reader = await OpenPipe(pipe);
        await reader.ReadLineAsync(Token);
        await Restart();
        await Release(Path.Combine(Root, "go"));
        await reader.ReadToEndAsync(Token);

        var end = await Adopt(attempt);
        Assert.Equal((AttemptOutcome.Exited, 4), (end.Outcome, end.ExitCode));
    }

    [Fact]
    public async Task A_task_without_identity_is_claimed_and_can_never_run()
    {
        var end = await Adopt(Of("exit 0"));
        Assert.Equal(AttemptOutcome.NotStarted, end.Outcome);
        await Restart();
        Assert.Equal(AttemptOutcome.NotStarted, (await Adopt(Of("exit 0"))).Outcome);
        await Restart();
        Assert.Equal(AttemptOutcome.NotStarted, (await Run($"echo ran > {Root}/ran")).Outcome);
        Assert.False(File.Exists(Path.Combine(Root, "ran")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("torn")]
    [InlineData("00000000-0000-0000-0000-000000000000 1234 5\n")]
    public async Task An_identity_of_nobody_is_lost_and_stays_so(string identity)
    {
        Directory.CreateDirectory(Folder(Key()));
        File.WriteAllText(Identity, identity);
        var end = await Adopt(Of("exit 0"));
        Assert.Equal((AttemptOutcome.Lost, "Its process is gone and left no exit code."), (end.Outcome, end.Message));
        await Restart();
        var again = await Adopt(Of("exit 0"));
        Assert.Equal((end.Outcome, end.Message), (again.Outcome, again.Message));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_exit_that_found_no_room_of_its_own_is_read_below_the_identity(bool isBegun)
    {
        Directory.CreateDirectory(Folder(Key()));
        File.WriteAllText(Identity, "00000000-0000-0000-0000-000000000000 1234 5\n4\n");
        if (isBegun)
            File.WriteAllText(Path.Combine(Folder(Key()), "exit"), "");

        var end = await Adopt(Of("exit 0"));

        Assert.Equal((AttemptOutcome.Exited, 4), (end.Outcome, end.ExitCode));
        Assert.InRange(end.Time, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public async Task A_number_that_was_given_to_another_process_is_not_the_task()
    {
        var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        Directory.CreateDirectory(Folder(Key()));
        File.WriteAllText(Identity, $"{boot} {Environment.ProcessId} 5\n");
        Assert.Equal(AttemptOutcome.Lost, (await Adopt(Of("exit 0"))).Outcome);
    }

    [Fact]
    public async Task An_identity_that_starts_later_than_its_process_is_not_its_own()
    {
        var pipe = Pipe("alive");
        var attempt = Of($"exec 9>{pipe}; echo ready >&9; exec sleep 1000");
        Start(attempt);
        using var reader = await OpenPipe(pipe);
        await reader.ReadLineAsync(Token);
        await Restart();
        var words = File.ReadAllText(Identity).Split(' ');
        File.WriteAllText(Identity, $"{words[0]} {words[1]} 999999999999\n");

        Assert.Equal(AttemptOutcome.Lost, (await Adopt(attempt)).Outcome);
        Assert.Equal("", await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task A_torn_identity_is_made_good_by_the_running_process()
    {
        var attempt = Of($"echo ready > {Pipe("ready")}; read line < {Pipe("go")}; exit 6");
        Start(attempt);
        await ReadToEnd(Path.Combine(Root, "ready"));
        await Restart();
        File.WriteAllText(Identity, "");

        Engine.Adopt(attempt);
        await Started(attempt.Key);
        await Release(Path.Combine(Root, "go"));
        Assert.Equal(6, (await Ended(attempt.Key)).ExitCode);
    }

    [Fact]
    public async Task An_exit_file_without_its_newline_counts_as_not_there()
    {
        Directory.CreateDirectory(Folder(Key()));
        File.WriteAllText(Identity, "00000000-0000-0000-0000-000000000000 1234 5\n");
        File.WriteAllText(Path.Combine(Folder(Key()), "exit"), "1");
        Assert.Equal(AttemptOutcome.Lost, (await Adopt(Of("exit 0"))).Outcome);
    }

    [Fact]
    public async Task What_is_left_of_a_lost_task_is_killed_before_it_is_told()
    {
        var pipe = Pipe("alive");
        var attempt = Of($"exec 9>{pipe}; setsid sh -c 'echo ready >&9; exec sleep 1000' & read line < {Pipe("go")}; kill -KILL $PPID; sleep 1000");
        Start(attempt);
        using var reader = await OpenPipe(pipe);
        await reader.ReadLineAsync(Token);
        await Restart();
        await Release(Path.Combine(Root, "go"));

        Assert.Equal(AttemptOutcome.Lost, (await Adopt(attempt)).Outcome);
        Assert.Equal("", await reader.ReadToEndAsync(Token));
    }

    [Fact]
    public async Task A_kill_is_remembered_over_a_restart()
    {
        var attempt = Of("exec sleep 1000");
        Start(attempt);
        await Started(attempt.Key);
        Engine.Kill(attempt.Key);
        Assert.Equal(AttemptOutcome.Killed, (await Ended(attempt.Key)).Outcome);
        await Restart();
        Assert.Contains((await Adopt(attempt)).Outcome, new[] { AttemptOutcome.Killed, AttemptOutcome.NotStarted });
    }

    [Fact]
    public async Task Fifty_tasks_are_adopted_and_each_is_counted_once()
    {
        var attempts = Enumerable.Range(1, 50).Select(task => Of($"echo {task} >> {Root}/ran; read line < {Root}/go{task}; exit {task}", task)).ToList();
        foreach (var attempt in attempts)
        {
            Pipe($"go{attempt.Key.Task.TaskId}");
            Start(attempt);
        }

        await Task.WhenAll(attempts.Select(attempt => Started(attempt.Key)));
        // Opened for writing only when the task reads it, so all of them are past their start.
        var gates = await Task.WhenAll(attempts.Select(attempt =>
            Task.Factory.StartNew(() => new StreamWriter($"{Root}/go{attempt.Key.Task.TaskId}"), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        await Restart();

        foreach (var attempt in attempts)
            Engine.Adopt(attempt);
        await Task.WhenAll(attempts.Select(attempt => Started(attempt.Key)));
        foreach (var gate in gates)
            await gate.DisposeAsync();
        var ends = await Task.WhenAll(attempts.Select(attempt => Ended(attempt.Key)));

        Assert.Equal(attempts.Select(attempt => (int?)attempt.Key.Task.TaskId), ends.Select(end => end.ExitCode));
        Assert.All(attempts, attempt => Assert.Equal(1, EndCounts[attempt.Key]));
        Assert.Equal(50, File.ReadAllLines(Path.Combine(Root, "ran")).Distinct().Count());
        Assert.Equal(50, File.ReadAllLines(Path.Combine(Root, "ran")).Length);
    }
}
