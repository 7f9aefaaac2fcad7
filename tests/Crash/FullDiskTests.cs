using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>A disk without room costs nothing that was acknowledged.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_is_told_nothing_is_lost_and_with_room_again_the_scheduler_goes_on()
    {
        await using var host = TestHost.Make();
        var disk = host.MountDisk("4m");
        await host.StartAsync();
        var starting = SchedulerClient.For(host.Address, mayStart: true);
        var kept = await starting.SendAsync(new NewJob(new JobProperties { Name = "before" }), host.Token);
        disk.Fill();

        var acknowledged = new List<int> { kept.Id };
        SchedulerException? error = null;
        while (error is null)
        {
            try
            {
                var job = await starting.SendAsync(new NewJob(new JobProperties { JobEnv = ["TEXT=" + new string('x', 2000)] }), host.Token);
                acknowledged.Add(job.Id);
            }
            catch (SchedulerException exception)
            {
                error = exception;
            }
        }

        Assert.Same(SchedulerErrors.StoreFull, error.Error);
        disk.MakeRoom();
        var after = await starting.SendAsync(new NewJob(new JobProperties { Name = "after" }), host.Token);

        Assert.Equal([.. acknowledged, after.Id], (await host.JobsAsync()).Select(job => job.Id));
    }

    [Fact]
    public async Task A_host_that_starts_on_a_full_disk_says_so()
    {
        await using var host = TestHost.Make();
        host.MountDisk("1m").Fill();

        var error = await Assert.ThrowsAsync<SchedulerException>(host.StartAsync);

        Assert.True(error.Error == SchedulerErrors.FolderNotUsable || error.Error == SchedulerErrors.StoreFull, error.Message);
        Assert.Contains(" space ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(50)]
    public async Task A_first_start_that_runs_out_of_room_leaves_nothing_half_made(int blocks)
    {
        await using var host = TestHost.Make();
        var disk = host.MountFolderDisk("4m");
        disk.Fill(blocks);
        var error = await Record.ExceptionAsync(host.StartAsync);
        Assert.True(error is null or SchedulerException { Error.Id: "HpcStoreFull" }, error?.Message);
        disk.MakeRoom();

        await host.StartAsync();

        Assert.Empty(await host.JobsAsync());
    }

    [Fact]
    public async Task A_task_that_ends_on_a_full_disk_without_a_host_has_run_and_its_exit_code_is_kept()
    {
        await using var host = TestHost.Make();
        var disk = host.MountFolderDisk("4m");
        await host.StartAsync();
        var (up, gate) = (host.MakePipe("up"), host.MakePipe("gate"));
        var job = await host.SubmitAsync(new TaskProperties { CommandLine = $"echo ran >>'{host.Root}/lines'; echo up >'{up}'; read go <'{gate}'; exit 3" });
        await host.ReadAsync(up);
        await host.KillAsync();
        disk.Fill();
        await host.ReleaseAsync(gate);
        using var wrapper = HostProcess.Open(host.WrapperOf(job.Id, 1));
        await wrapper.WaitAsync(host.Token);
        disk.MakeRoom();

        await host.StartAsync();

        await host.WaitAsync(job.Id);
        var task = Assert.Single(await host.TasksAsync(job.Id));
        Assert.Equal((TaskState.Failed, 3, 1), (task.State, task.ExitCode, task.Instance));
        Assert.Equal(["ran"], File.ReadAllLines($"{host.Root}/lines"));
    }

    [Fact]
    public async Task A_host_stops_in_order_on_a_full_disk()
    {
        await using var host = TestHost.Make();
        var disk = host.MountDisk("4m");
        using var child = HostChild.Start(host.Folder);
        await child.ReadyAsync(host.Token);
        disk.Fill();

        await HostStopper.StopAsync(host.Address, force: false, host.Token);

        Assert.Equal(0, await child.ExitAsync(host.Token));
    }

    [Fact]
    public async Task A_host_that_ends_because_its_disk_is_full_says_so_by_its_exit_code()
    {
        await using var host = TestHost.Make();
        var disk = host.MountDisk("4m");
        using var child = HostChild.Start(host.Folder);
        await child.ReadyAsync(host.Token);
        disk.Fill();

        while (await Record.ExceptionAsync(() => host.Client.SendAsync(new NewJob(new JobProperties { JobEnv = ["TEXT=" + new string('x', 2000)] }), host.Token)) is null)
        {
        }

        const int InputOutput = 74;
        Assert.Equal(InputOutput, await child.ExitAsync(host.Token));
        disk.MakeRoom();
    }

    [Fact]
    public async Task Jobs_for_which_a_disk_has_no_files_left_wait_until_it_has()
    {
        await using var host = TestHost.Make(2);
        host.MountFolderOnSmallBlocks(16, 100);
        await host.StartAsync();
        var client = SchedulerClient.For(host.Address, mayStart: true);
        var filler = Path.Join(host.Folder, "filler");
        Directory.CreateDirectory(filler);
        for (var file = 0; Record.Exception(() => File.WriteAllText(Path.Join(filler, $"{file}"), "")) is null; file++)
        {
        }

        var job = await host.SubmitAsync(new TaskProperties { CommandLine = $"echo ran >>'{host.Root}/lines'", Rerunnable = false });
        HpcTask? task = null;
        await foreach (var line in client.QueryAsync(new WaitTask([new TaskKey(job.Id, 1)]), host.Token))
        {
            task = line.Item!;
            if (task.ErrorMessage.Length > 0)
                break;
        }

        Assert.Equal(TaskState.Queued, task!.State);
        Assert.Contains("could not be written: No space left on device. It waits until there is room.", task.ErrorMessage, StringComparison.Ordinal);
        await foreach (var check in HostCommand.TestAsync(host.Address, host.Token))
        {
            if (check.Name == "Disk")
                Assert.Equal((CheckResult.Failed, true), (check.Result, check.Message.Contains("files or folders", StringComparison.Ordinal)));
            if (check.Name == "Queue")
                Assert.Equal(CheckResult.Passed, check.Result);
        }


        Directory.Delete(filler, recursive: true);
        await host.KillAsync();
        await host.StartAsync();
        Assert.Equal(JobState.Finished, (await host.WaitAsync(job.Id)).State);
        Assert.Equal(["ran"], File.ReadAllLines($"{host.Root}/lines"));
    }

    [Fact]
    public async Task On_a_disk_with_small_blocks_a_start_without_room_says_so_and_with_room_goes_on()
    {
        await using var host = TestHost.Make();
        var disk = host.MountFolderOnSmallBlocks(8, 1000);
        await host.StartAsync();
        var job = await host.Client.SendAsync(new NewJob(new JobProperties()), host.Token);
        await host.KillAsync();
        disk.Fill();

        var error = await Assert.ThrowsAsync<SchedulerException>(host.StartAsync);
        Assert.Same(SchedulerErrors.StoreFull, error.Error);
        disk.MakeRoom();
        await host.StartAsync();

        Assert.Equal([job.Id], (await host.JobsAsync()).Select(each => each.Id));
    }
}
