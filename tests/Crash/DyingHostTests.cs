using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>The moment of a host's death: a process that was killed goes on to exist for a while, and its socket takes connections.</summary>
public sealed class DyingHostTests
{
    private const int Rounds = 5;

    [Fact]
    public async Task Whatever_is_asked_for_at_the_moment_of_the_death_is_done_by_the_next_host()
    {
        await using var host = await TestHost.StartNewAsync(2);
        var client = SchedulerClient.For(host.Address, mayStart: true);
        var made = new List<int>();
        for (var round = 0; round < Rounds; round++)
        {
            Libc.Send(await ProcessAsync(), Libc.Kill);
            made.Add((await client.SendAsync(new NewJob(new JobProperties()), host.Token)).Id);
            Libc.Send(await ProcessAsync(), Libc.Kill);
            Assert.Equal(made[^1], (await client.SendAsync(new ExplainJob(made[^1]), host.Token)).JobId);
            Libc.Send(await ProcessAsync(), Libc.Kill);
            await HostLauncher.StartAsync(host.Folder, 2, host.Token);
            Libc.Send(await ProcessAsync(), Libc.Kill);
            await HostStopper.StopAsync(host.Address, force: false, host.Token);
        }

        await client.SendAsync(new GetScheduler(), host.Token);
        Assert.Equal(made, (await host.JobsAsync()).Select(job => job.Id));

        async Task<int> ProcessAsync() => (await client.SendAsync(new GetScheduler(), host.Token)).ProcessId;
    }

    [Fact]
    public async Task A_host_whose_database_is_deleted_acknowledges_nothing_more_and_ends()
    {
        await using var host = TestHost.Make();
        using var child = HostChild.Start(host.Folder);
        await child.ReadyAsync(host.Token);
        await host.Client.SendAsync(new NewJob(new JobProperties()), host.Token);
        File.Delete(host.Database);

        // The request or the word that the database is gone may come first.
        var error = await Assert.ThrowsAsync<SchedulerException>(() => host.Client.SendAsync(new NewJob(new JobProperties()), host.Token));

        Assert.Contains(error.Error, new[]
        {
            SchedulerErrors.StoreFailed, SchedulerErrors.SchedulerStopping, SchedulerErrors.SchedulerNotRunning, SchedulerErrors.SchedulerUnreachable,
        });
        const int InputOutput = 74;
        Assert.Equal(InputOutput, await child.ExitAsync(host.Token));
        Assert.Contains("was deleted or moved while it was in use", await File.ReadAllTextAsync(Path.Join(host.Folder, "host.log"), host.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_is_missing_after_a_host_was_killed_is_told()
    {
        await using var host = await TestHost.StartNewAsync(2);
        await host.Client.SendAsync(new NewJob(new JobProperties()), host.Token);
        await host.KillAsync();
        File.Delete(host.Database + "-wal");

        var check = await CheckAsync(host);
        Assert.Equal(CheckResult.Failed, check.Result);
        Assert.Contains("The write-ahead log is gone", check.Message, StringComparison.Ordinal);
        await host.StartAsync();
        Assert.Contains("The write-ahead log is gone", await File.ReadAllTextAsync(Path.Join(host.Folder, "host.log"), host.Token), StringComparison.Ordinal);

        await HostStopper.StopAsync(host.Address, force: false, host.Token);
        Assert.Equal(CheckResult.Passed, (await CheckAsync(host)).Result);
    }

    private static async Task<HpcSchedulerCheck> CheckAsync(TestHost host)
    {
        await foreach (var check in HostCommand.TestAsync(host.Address, host.Token))
        {
            if (check.Name == "Log")
                return check;
        }

        throw new InvalidOperationException("There is no check of the log.");
    }
}
