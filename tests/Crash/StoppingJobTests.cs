using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>A job that is being stopped gets to its end, as docs/lifecycle.md says, when its host is killed on the way.</summary>
public sealed class StoppingJobTests
{
    [Fact]
    public async Task A_task_that_ignores_its_stop_signal_is_killed_by_the_next_host()
    {
        await using var host = await StartAsync(gracePeriod: 3);
        var signs = host.MakePipe("signs");
        var job = await StartStubbornAsync(host, signs);
        await host.CancelAsync(job.Id, "enough");
        Assert.Equal("TERM\n", await host.ReadAsync(signs));
        await host.KillAsync();

        await host.StartAsync();
        // The next host sends the signal again, for it cannot know whether it was sent.
        Assert.Equal("TERM\n", await host.ReadAsync(signs));
        var ended = await host.WaitAsync(job.Id);

        Assert.Equal((JobState.Canceled, "enough"), (ended.State, ended.ErrorMessage));
        var task = Assert.Single(await host.TasksAsync(job.Id));
        Assert.Equal((TaskState.Failed, ReasonCodes.TasksJobCanceled), (task.State, task.ErrorCode));
        Assert.DoesNotContain(FolderProcess.Find(host.Root), process => process.Id != host.ProcessId);
    }

    [Fact]
    public async Task A_task_may_end_in_its_grace_period_while_no_host_runs()
    {
        await using var host = await StartAsync(gracePeriod: 60);
        var (signs, gate) = (host.MakePipe("signs"), host.MakePipe("gate"));
        var job = await host.SubmitAsync(new TaskProperties
        {
            CommandLine = $"trap 'echo TERM >\"{signs}\"; read go <\"{gate}\"; exit 7' TERM; echo ready >'{signs}'; while :; do read never <'{gate}.never'; done",
        });
        host.MakePipe("gate.never");
        Assert.Equal("ready\n", await host.ReadAsync(signs));
        await host.CancelAsync(job.Id, "enough");
        Assert.Equal("TERM\n", await host.ReadAsync(signs));
        using var wrapper = Client.HostProcess.Open(host.WrapperOf(job.Id, 1));
        await host.KillAsync();
        await host.ReleaseAsync(gate);
        await wrapper.WaitAsync(host.Token);

        await host.StartAsync();
        var ended = await host.WaitAsync(job.Id);

        Assert.Equal((JobState.Canceled, "enough"), (ended.State, ended.ErrorMessage));
        var task = Assert.Single(await host.TasksAsync(job.Id));
        Assert.Equal((TaskState.Failed, ReasonCodes.TasksJobCanceled, 7), (task.State, task.ErrorCode, task.ExitCode));
    }

    [Fact]
    public async Task A_forced_cancel_that_was_acknowledged_is_carried_out()
    {
        await using var host = await StartAsync(gracePeriod: 60);
        var job = await StartStubbornAsync(host, host.MakePipe("signs"));
        await host.CancelAsync(job.Id, "at once", force: true);
        await host.KillAsync();

        await host.StartAsync();
        var ended = await host.WaitAsync(job.Id);

        Assert.Equal((JobState.Canceled, "at once"), (ended.State, ended.ErrorMessage));
        Assert.DoesNotContain(FolderProcess.Find(host.Root), process => process.Id != host.ProcessId);
    }

    [Fact]
    public async Task Node_release_goes_on_and_runs_once()
    {
        await using var host = await StartAsync(gracePeriod: 60);
        var (signs, gate) = (host.MakePipe("signs"), host.MakePipe("gate"));
        var job = await host.SubmitAsync(new TaskProperties { CommandLine = "true" }, Release(host, signs, gate));
        Assert.Equal("release\n", await host.ReadAsync(signs));
        await host.KillAsync();

        await host.StartAsync();
        Assert.Equal(JobState.Finishing, Assert.Single(await host.JobsAsync()).State);
        await host.ReleaseAsync(gate);

        Assert.Equal(JobState.Finished, (await host.WaitAsync(job.Id)).State);
        Assert.Equal(["start", "end"], File.ReadAllLines($"{host.Root}/lines"));
    }

    [Fact]
    public async Task Node_release_of_a_canceled_job_is_killed_by_the_next_host_when_its_time_is_over()
    {
        await using var host = await StartAsync(gracePeriod: 1);
        var (signs, ready) = (host.MakePipe("signs"), host.MakePipe("ready"));
        await host.Client.SendAsync(new SetClusterProperty([new HpcVariable("NodeReleaseTaskTimeout", "2")]), host.Token);
        var job = await host.SubmitAsync(
            new TaskProperties { CommandLine = $"echo ready >'{ready}'; exec sleep 1000" }, Release(host, signs, host.MakePipe("gate")));
        Assert.Equal("ready\n", await host.ReadAsync(ready));
        await host.CancelAsync(job.Id, "enough");
        Assert.Equal("release\n", await host.ReadAsync(signs));
        await host.KillAsync();

        await host.StartAsync();
        var ended = await host.WaitAsync(job.Id);

        Assert.Equal((JobState.Canceled, "enough"), (ended.State, ended.ErrorMessage));
        Assert.Equal(["start"], File.ReadAllLines($"{host.Root}/lines"));
        Assert.DoesNotContain(FolderProcess.Find(host.Root), process => process.Id != host.ProcessId);
    }

    private static async Task<TestHost> StartAsync(int gracePeriod)
    {
        var host = await TestHost.StartNewAsync(2);
        await host.Client.SendAsync(new SetClusterProperty([new HpcVariable("TaskCancelGracePeriod", $"{gracePeriod}")]), host.Token);
        return host;
    }

    // Says each stop signal into the pipe, and goes on.
    private static async Task<HpcJob> StartStubbornAsync(TestHost host, string signs)
    {
        var never = host.MakePipe("never");
        var job = await host.SubmitAsync(new TaskProperties
        {
            CommandLine = $"trap 'echo TERM >\"{signs}\"' TERM; echo ready >'{signs}'; while :; do read never <'{never}'; done",
        });
        Assert.Equal("ready\n", await host.ReadAsync(signs));
        return job;
    }

    private static TaskProperties Release(TestHost host, string signs, string gate) => new()
    {
        Type = TaskType.NodeRelease,
        CommandLine = $"echo start >>'{host.Root}/lines'; echo release >'{signs}'; read go <'{gate}'; echo end >>'{host.Root}/lines'",
    };
}
