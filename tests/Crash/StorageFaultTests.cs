using System.Globalization;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>Files that a disk has spoiled, or does not let be written: the host goes on or refuses, says what to do, and destroys nothing.</summary>
public sealed class StorageFaultTests
{
    [Fact]
    public async Task A_log_torn_in_the_middle_costs_what_stands_behind_the_tear_and_is_told_and_kept()
    {
        await using var host = await TestHost.StartNewAsync();
        await MakeJobsAsync(host, 20);
        await host.KillAsync();
        var log = host.Database + "-wal";
        var content = File.ReadAllBytes(log);
        content.AsSpan(content.Length / 2, 100).Fill(0xA5);
        File.WriteAllBytes(log, content);

        await host.StartAsync();

        var left = (await host.JobsAsync()).Select(job => job.Id).ToList();
        Assert.InRange(left.Count, 1, 19);
        Assert.Equal(Enumerable.Range(1, left.Count), left);
        Assert.Equal(content, File.ReadAllBytes(log + ".bak"));
        Assert.Contains("write-ahead log is torn", File.ReadAllText(Path.Join(host.Folder, "host.log")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_does_not_take_a_write_is_told_and_the_next_host_has_all_that_was_acknowledged()
    {
        await using var host = await TestHost.StartNewAsync();
        var starting = SchedulerClient.For(host.Address, mayStart: true);
        var acknowledged = await MakeJobsAsync(host, 3);

        // The system refuses to let any file of this host grow beyond what the largest has.
        var size = Directory.GetFiles(host.Folder, "scheduler.db*").Max(file => new FileInfo(file).Length);
        Command.Run("prlimit", "--pid", host.ProcessId.ToString(CultureInfo.InvariantCulture), "--fsize=" + (size + 20_000).ToString(CultureInfo.InvariantCulture));
        SchedulerException? error = null;
        while (error is null)
        {
            try
            {
                acknowledged.Add((await host.Client.SendAsync(new NewJob(new JobProperties { JobEnv = ["TEXT=" + new string('x', 2000)] }), host.Token)).Id);
            }
            catch (SchedulerException exception)
            {
                error = exception;
            }
        }

        Assert.Same(SchedulerErrors.StoreFailed, error.Error);
        var after = await starting.SendAsync(new NewJob(new JobProperties()), host.Token);
        Assert.Equal([.. acknowledged, after.Id], (await host.JobsAsync()).Select(job => job.Id));
    }

    [Fact]
    public async Task A_database_that_may_not_be_written_is_refused_and_taken_when_it_may()
    {
        await using var host = await TestHost.StartNewAsync();
        var made = await MakeJobsAsync(host, 3);
        await HostStopper.StopAsync(host.Address, force: false, host.Token);
        var before = File.ReadAllBytes(host.Database);
        if (!Command.TryRun("mount", "--bind", host.Database, host.Database))
            Assert.Skip("Nothing can be mounted here.");
        SchedulerException error;
        try
        {
            Command.Run("mount", "-o", "remount,ro,bind", host.Database);
            error = await Assert.ThrowsAsync<SchedulerException>(host.StartAsync);
        }
        finally
        {
            // The host that was refused may not be quite gone.
            Command.Run("umount", "--lazy", host.Database);
        }

        Assert.Same(SchedulerErrors.FolderNotUsable, error.Error);
        Assert.Equal(before, File.ReadAllBytes(host.Database));
        await host.StartAsync();
        Assert.Equal(made, (await host.JobsAsync()).Select(job => job.Id));
    }

    [Fact]
    public async Task A_damaged_page_is_refused_and_a_copy_put_in_its_place_is_taken()
    {
        await using var host = await TestHost.StartNewAsync();
        var made = await MakeJobsAsync(host, 3);
        var copy = Path.Join(host.Root, "copy.db");
        await host.Client.SendAsync(new BackupScheduler(copy, Force: false), host.Token);
        await HostStopper.StopAsync(host.Address, force: false, host.Token);
        var damaged = File.ReadAllBytes(host.Database);
        damaged.AsSpan(4096, 8192).Fill(0xA5);
        File.WriteAllBytes(host.Database, damaged);

        var error = await Assert.ThrowsAsync<SchedulerException>(host.StartAsync);

        Assert.Same(SchedulerErrors.StoreDamaged, error.Error);
        Assert.Equal(damaged, File.ReadAllBytes(host.Database));
        host.PutBack(copy);
        await host.StartAsync();
        Assert.Equal(made, (await host.JobsAsync()).Select(job => job.Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_database_of_an_earlier_version_is_brought_up_to_date_and_kept_beside(int version)
    {
        await using var host = TestHost.Make();
        Directory.CreateDirectory(host.Folder);
        File.Copy(Repository.Path("tests", "Data", $"scheduler-v{version}.db"), host.Database);

        await host.StartAsync();

        Assert.NotEmpty(await host.JobsAsync());
        Assert.True(File.Exists($"{host.Database}.v{version}.bak"));
    }

    private static async Task<List<int>> MakeJobsAsync(TestHost host, int count)
    {
        var made = new List<int>();
        for (var n = 0; n < count; n++)
            made.Add((await host.Client.SendAsync(new NewJob(new JobProperties()), host.Token)).Id);
        return made;
    }
}
