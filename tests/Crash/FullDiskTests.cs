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
}
