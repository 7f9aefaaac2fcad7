using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Unit.Execution;

/// <summary>Folders of control groups, on a plain disk: what is listed while others remove it.</summary>
public sealed class ControlGroupFolderTests
{
    [Fact]
    public async Task Hosts_that_start_at_once_remove_what_dead_ones_left_together()
    {
        const int Hosts = 8;
        var own = Directory.CreateTempSubdirectory("hpc").FullName;
        // Beyond all numbers of processes.
        for (var dead = 0; dead < 200; dead++)
        {
            for (var slot = 1; slot <= 3; slot++)
                Directory.CreateDirectory(Path.Join(own, $"hpcscheduler-{int.MaxValue - dead}-1", $"{slot}"));
        }

        using var start = new Barrier(Hosts);
        await Task.WhenAll(Enumerable.Range(0, Hosts).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                ControlGroup.RemoveOfDeadHosts(own);
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.Empty(Directory.GetFileSystemEntries(own));
        Directory.Delete(own);
    }

    [Fact]
    public void A_folder_that_is_gone_has_no_names() => Assert.Empty(FolderEntries.Names("/proc/none"));
}
