using System.ComponentModel;
using System.Diagnostics;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>Processes that do not end, shells and hosts that somebody has stopped: no job waits for ever, and what is wrong is said.</summary>
public sealed class StuckTests
{
    [Fact]
    public async Task A_process_that_cannot_be_killed_keeps_its_core_and_no_job_also_after_a_restart()
    {
        await using var host = await TestHost.StartNewAsync(2);
        var (job, process) = await StartAsync(host);
        using var held = Hold(process);
        await host.CancelAsync(job.Id, "at once", force: true);
        var ended = await host.WaitAsync(job.Id);

        Assert.Equal((JobState.Canceled, "at once"), (ended.State, ended.ErrorMessage));
        Assert.Equal([process], ended.Survivors);
        Assert.Equal([process], Assert.Single(await host.TasksAsync(job.Id)).Survivors);
        await AssertFencedAsync(host, process);
        Assert.Contains($"{job.Id}.1#1 ({process})", (await CheckAsync(host, "Leftovers", CheckResult.Failed)).Message, StringComparison.Ordinal);

        var next = await host.SubmitAsync(new TaskProperties { CommandLine = "true", MinCores = 2, MaxCores = 2 });
        Assert.Equal(JobState.Queued, next.State);
        Assert.Contains($"Job {next.Id} is the first", (await CheckAsync(host, "Queue", CheckResult.Passed)).Message, StringComparison.Ordinal);

        await host.KillAsync();
        await host.StartAsync();
        await AssertFencedAsync(host, process);
        Assert.Equal(JobState.Queued, (await host.JobsAsync()).Single(each => each.Id == next.Id).State);

        held.Dispose();
        Assert.Equal(JobState.Finished, (await host.WaitAsync(next.Id)).State);
        var node = await NodeAsync(host);
        Assert.Empty(node.FencedCoreIds);
        Assert.Empty(node.Survivors);
        await CheckAsync(host, "Leftovers", CheckResult.Passed);
    }

    [Fact]
    public async Task A_task_whose_shell_was_stopped_is_named_and_can_be_canceled()
    {
        await using var host = await TestHost.StartNewAsync(2);
        var (job, _) = await StartAsync(host);
        var runner = host.WrapperOf(job.Id, 1);
        Libc.Send(runner, Libc.Stop);

        var check = await CheckAsync(host, "Processes", CheckResult.Failed);
        Assert.Contains($"{job.Id}.1#1 by process {runner}", check.Message, StringComparison.Ordinal);
        Assert.Contains($"kill -CONT {runner}", check.Action, StringComparison.Ordinal);
        await host.CancelAsync(job.Id, "enough");
        Assert.Equal((JobState.Canceled, "enough"), await EndAsync(host, job));

        (job, _) = await StartAsync(host);
        Libc.Send(host.WrapperOf(job.Id, 1), Libc.Stop);
        await host.CancelAsync(job.Id, "at once", force: true);
        Assert.Equal((JobState.Canceled, "at once"), await EndAsync(host, job));
    }

    [Fact]
    public async Task A_shell_that_was_killed_takes_its_task_along_and_the_job_goes_on()
    {
        await using var host = await TestHost.StartNewAsync(2);
        var (job, process) = await StartAsync(host);
        using var task = HostProcess.Open(process);
        Libc.Send(host.WrapperOf(job.Id, 1), Libc.Kill);
        await task.WaitAsync(host.Token);
        var again = await host.FollowAsync(job.Id, each => each.State != JobState.Running || each.RunningTaskCount == 1);
        Assert.Equal(JobState.Running, again.State);
        await host.CancelAsync(job.Id, "enough", force: true);
        Assert.Equal((JobState.Canceled, "enough"), await EndAsync(host, job));
    }

    [Fact]
    public async Task A_host_that_was_stopped_is_not_waited_for_and_is_named()
    {
        await using var host = await TestHost.StartNewAsync(2);
        var held = await host.SubmitAsync(new TaskProperties { CommandLine = "true" });
        Assert.Equal(JobState.Finished, (await host.WaitAsync(held.Id)).State);
        host.Client.Patience = TimeSpan.FromMilliseconds(300);
        Libc.Send(host.ProcessId, Libc.Stop);
        try
        {
            var error = await Assert.ThrowsAsync<SchedulerException>(() => host.Client.SendAsync(new NewJob(new JobProperties()), host.Token));
            Assert.Same(SchedulerErrors.SchedulerUnreachable, error.Error);
            Assert.Contains("said nothing for", error.Message, StringComparison.Ordinal);
            error = await Assert.ThrowsAsync<SchedulerException>(host.JobsAsync);
            Assert.Same(SchedulerErrors.SchedulerUnreachable, error.Error);
            error = await Assert.ThrowsAsync<SchedulerException>(() => HostStopper.StopAsync(host.Address, force: true, host.Token));
            Assert.Same(SchedulerErrors.SchedulerUnreachable, error.Error);

            var check = await CheckAsync(host, "Socket", CheckResult.Failed);
            Assert.Contains($"its process {host.ProcessId} has been stopped", check.Message, StringComparison.Ordinal);
            Assert.Equal($"kill -CONT {host.ProcessId}", check.Action);
        }
        finally
        {
            Libc.Send(host.ProcessId, Libc.Continue);
            host.Client.Patience = TimeSpan.FromSeconds(30);
        }

        Assert.Equal(host.ProcessId, (await host.Client.SendAsync(new GetScheduler(), host.Token)).ProcessId);
    }

    [Fact]
    public async Task A_job_that_could_run_and_that_the_host_has_not_started_is_named()
    {
        await using var host = await TestHost.StartNewAsync(2);
        var job = await host.Client.SendAsync(new NewJob(new JobProperties { HoldUntil = DateTime.Now.AddDays(1) }), host.Token);
        await host.Client.SendAsync(new AddTask(job.Id, [new TaskProperties { CommandLine = "true" }]), host.Token);
        await host.Client.SendAsync(new SubmitJob(job.Id), host.Token);
        Assert.Equal("No job waits for cores.", (await CheckAsync(host, "Queue", CheckResult.Passed)).Message);

        // As if the host had forgotten it.
        StoreEdit.Execute(host, $"UPDATE Job SET HoldUntil = NULL, PendingReason = 0 WHERE Id = {job.Id}");
        var check = await CheckAsync(host, "Queue", CheckResult.Failed);
        Assert.Contains($"Enough is free for job {job.Id}, the next one, which needs 1 core of 2 free cores", check.Message, StringComparison.Ordinal);

        await host.KillAsync();
        await CheckAsync(host, "Queue", CheckResult.Skipped);
        await host.StartAsync();
        Assert.Equal(JobState.Finished, (await host.WaitAsync(job.Id)).State);
    }

    [Fact]
    public async Task A_host_does_not_wait_for_ever_for_another_one_that_is_starting()
    {
        await using var host = TestHost.Make(2);
        Directory.CreateDirectory(host.Folder);
        var ready = host.MakePipe("ready");
        // As a host that hangs while it starts: it has the lock and says nothing.
        using var other = Process.Start("flock", [Path.Join(host.Folder, "start.lock"), "sh", "-c", $"echo ready >'{ready}'; exec sleep 1000"]);
        try
        {
            Assert.Equal("ready\n", await host.ReadAsync(ready));
            var error = await Assert.ThrowsAsync<SchedulerException>(() => HostLauncher.StartAsync(host.Folder, 2, host.Token));
            Assert.Same(SchedulerErrors.SchedulerStartFailed, error.Error);
            Assert.Contains("another host of the folder is starting or stopping", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(FolderProcess.Find(host.Folder), process => process.CommandLine.Contains(" run ", StringComparison.Ordinal));
        }
        finally
        {
            other.Kill(entireProcessTree: true);
        }
    }

    private static async Task<(JobState, string)> EndAsync(TestHost host, HpcJob job)
    {
        var ended = await host.WaitAsync(job.Id);
        Assert.Empty(ended.Survivors);
        return (ended.State, ended.ErrorMessage);
    }

    // A task whose process says its number and then sleeps.
    private static async Task<(HpcJob Job, int Process)> StartAsync(TestHost host)
    {
        var pipe = host.MakePipe($"pid{Guid.NewGuid():N}");
        var job = await host.SubmitAsync(new TaskProperties { CommandLine = $"sh -c 'echo $$ >\"{pipe}\" 2>/dev/null; exec sleep 1000'; exit $?" });
        return (job, int.Parse(await host.ReadAsync(pipe)));
    }

    private static Unkillable Hold(int process)
    {
        try
        {
            return new Unkillable(process);
        }
        catch (Win32Exception exception)
        {
            Assert.Skip($"No process can be held here: {exception.Message}");
            throw;
        }
    }

    private static async Task AssertFencedAsync(TestHost host, int process)
    {
        var node = await NodeAsync(host);
        Assert.Equal((NodeHealthState.Warning, "0", $"{process}"), (node.HealthState, string.Join(' ', node.FencedCoreIds), string.Join(' ', node.Survivors)));
    }

    private static async Task<HpcNode> NodeAsync(TestHost host)
    {
        await foreach (var line in host.Client.QueryAsync(new GetNode(), host.Token))
            return line.Item!;
        throw new InvalidOperationException("There is no node.");
    }

    private static async Task<HpcSchedulerCheck> CheckAsync(TestHost host, string name, CheckResult result)
    {
        await foreach (var check in HostCommand.TestAsync(host.Address, host.Token))
        {
            if (check.Name != name)
                continue;
            Assert.True(check.Result == result, $"{check.Result}: {check.Message}");
            return check;
        }

        throw new InvalidOperationException($"There is no check {name}.");
    }
}
