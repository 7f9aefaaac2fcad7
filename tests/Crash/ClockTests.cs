using HpcScheduler.Core.Ports;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>The clock is put back or forward while no host runs; to the next one all times that are stored lie elsewhere.</summary>
public sealed class ClockTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_grace_period_ends(int hours)
    {
        await using var host = TestHost.Make(2);
        var trap = CrashTrap.Holding(host, CrashPoint.StopSent);
        await host.StartHeldAsync(trap);
        await host.Client.SendAsync(new SetClusterProperty([new HpcVariable("TaskCancelGracePeriod", "1")]), host.Token);
        var (up, never) = (host.MakePipe("up"), host.MakePipe("never"));
        var job = await host.SubmitAsync(new TaskProperties { CommandLine = $"trap '' TERM; echo up >'{up}'; while :; do read go <'{never}'; done" });
        await host.ReadAsync(up);
        await host.CancelAsync(job.Id, "enough");
        await trap.Reached;
        await host.KillAsync();
        StoreEdit.PutBack(host, TimeSpan.FromHours(hours));

        await host.StartAsync();

        Assert.Equal(JobState.Canceled, (await host.WaitAsync(job.Id)).State);
        Assert.DoesNotContain(FolderProcess.Find(host.Root), process => process.Id != host.ProcessId);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_task_goes_on_and_what_waits_comes_to_its_turn(int hours)
    {
        await using var host = await TestHost.StartNewAsync(1);
        var (up, gate) = (host.MakePipe("up"), host.MakePipe("gate"));
        var first = await host.SubmitAsync(new TaskProperties { CommandLine = $"echo 1 >>'{host.Root}/lines'; echo up >'{up}'; read go <'{gate}'" });
        await host.ReadAsync(up);
        var second = await host.SubmitAsync(new TaskProperties { CommandLine = $"echo 2 >>'{host.Root}/lines'" });
        await host.KillAsync();
        StoreEdit.PutBack(host, TimeSpan.FromHours(hours));

        await host.StartAsync();
        await host.ReleaseAsync(gate);

        Assert.Equal(JobState.Finished, (await host.WaitAsync(first.Id)).State);
        Assert.Equal(JobState.Finished, (await host.WaitAsync(second.Id)).State);
        Assert.Equal(["1", "2"], File.ReadAllLines($"{host.Root}/lines"));
    }
}
