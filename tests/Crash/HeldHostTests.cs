using HpcScheduler.Client;
using HpcScheduler.Core.Ports;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>What else dies, or is late, while a host is at a point.</summary>
public sealed class HeldHostTests
{
    [Fact]
    public async Task A_task_that_is_Running_and_was_never_given_to_its_runner_runs_once()
    {
        await using var host = TestHost.Make(2);
        var trap = CrashTrap.Holding(host, CrashPoint.SpecWritten);
        await host.StartHeldAsync(trap);
        var job = await host.SubmitAsync(Once(host));
        await trap.Reached;
        await host.FollowAsync(job.Id, now => now.RunningTaskCount == 1);

        await host.KillAsync();
        await host.StartAsync();

        Assert.Equal(JobState.Finished, (await host.WaitAsync(job.Id)).State);
        Assert.Equal(["1"], Lines(host));
    }

    [Fact]
    public async Task A_runner_that_outlives_its_host_and_is_late_finds_the_attempt_taken()
    {
        await using var host = TestHost.Make(2);
        var (first, second) = (CrashTrap.Holding(host, CrashPoint.SpecWritten), CrashTrap.Holding(host, CrashPoint.AttemptGiven));
        await host.StartHeldAsync(first, second);
        var job = await host.SubmitAsync(Once(host));
        await first.Reached;
        var runner = FolderProcess.FindRunner(host.Folder);
        using var process = HostProcess.Open(runner);
        Libc.Send(runner, Libc.Stop);
        await first.GoOnAsync();
        await second.Reached;

        await host.KillAsync();
        await host.StartAsync();

        Assert.Equal(JobState.Finished, (await host.WaitAsync(job.Id)).State);
        Libc.Send(runner, Libc.Continue);
        await process.WaitAsync(host.Token);
        Assert.Equal(["1"], Lines(host));
    }

    [Theory]
    [InlineData(CrashPoint.BeforeCommit)]
    [InlineData(CrashPoint.AfterCommit)]
    [InlineData(CrashPoint.AfterReply)]
    [InlineData(CrashPoint.AfterEffects)]
    public async Task What_a_client_asked_for_that_is_gone_is_carried_out_once(string point)
    {
        await using var host = TestHost.Make(2);
        // The turns before are the start, the job, its tasks.
        var trap = CrashTrap.Holding(host, point, pass: 4);
        await host.StartHeldAsync(trap);
        var before = host.ProcessId;
        var job = await host.Client.SendAsync(new NewJob(new JobProperties()), host.Token);
        await host.Client.SendAsync(new AddTask(job.Id, [Once(host)]), host.Token);
        using (var client = await RawConnection.OpenAsync(host))
        {
            await client.SendAsync(RawConnection.Post("SubmitJob", $"{{\"Id\":{job.Id}}}"));
            await trap.Reached;
        }

        await trap.GoOnAsync();

        Assert.Equal(JobState.Finished, (await host.WaitAsync(job.Id)).State);
        Assert.Equal(["1"], Lines(host));
        Assert.Equal(before, (await host.Client.SendAsync(new GetScheduler(), host.Token)).ProcessId);
    }

    [Theory]
    [InlineData(CrashPoint.RunnerStarted)]
    [InlineData(CrashPoint.SpecWritten)]
    public async Task A_runner_that_is_killed_before_it_has_its_task_is_replaced(string point)
    {
        await using var host = TestHost.Make(2);
        var trap = CrashTrap.Holding(host, point);
        await host.StartHeldAsync(trap);
        var job = await host.SubmitAsync(Once(host));
        await trap.Reached;
        var runner = FolderProcess.FindRunner(host.Folder);
        using var process = HostProcess.Open(runner);
        Libc.Send(runner, Libc.Kill);
        await process.WaitAsync(host.Token);

        await trap.GoOnAsync();

        Assert.Equal(JobState.Finished, (await host.WaitAsync(job.Id)).State);
        Assert.Equal(["1"], Lines(host));
        Assert.Equal(1, Assert.Single(await host.TasksAsync(job.Id)).Instance);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_runner_that_is_killed_under_its_task_takes_all_of_it_along(bool hostDies)
    {
        await using var host = await TestHost.StartNewAsync(2);
        var (up, never) = (host.MakePipe("up"), host.MakePipe("never"));
        var job = await host.SubmitAsync(new TaskProperties
        {
            CommandLine = $"echo 1 >>'{host.Root}/lines'; setsid sleep 1000 & echo up >'{up}'; read go <'{never}'",
            Rerunnable = false,
        });
        Assert.Equal("up\n", await host.ReadAsync(up));
        var runner = host.WrapperOf(job.Id, 1);
        using var process = HostProcess.Open(runner);
        if (hostDies)
            await host.KillAsync();
        Libc.Send(runner, Libc.Kill);
        await process.WaitAsync(host.Token);
        if (hostDies)
            await host.StartAsync();

        Assert.Equal(JobState.Failed, (await host.WaitAsync(job.Id)).State);
        Assert.Equal(ReasonCodes.ProcessDead, Assert.Single(await host.TasksAsync(job.Id)).ErrorCode);
        Assert.Equal(["1"], Lines(host));
        Assert.DoesNotContain(FolderProcess.Find(host.Root), one => one.Id != host.ProcessId);
    }

    private static TaskProperties Once(TestHost host) => new() { CommandLine = $"echo 1 >>'{host.Root}/lines'", Rerunnable = false };

    private static string[] Lines(TestHost host) => File.ReadAllLines($"{host.Root}/lines");
}
