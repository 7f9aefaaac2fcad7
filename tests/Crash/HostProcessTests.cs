using System.Diagnostics;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>How a host starts, ends, and makes way for the next one.</summary>
public sealed class HostProcessTests
{
    [Theory]
    [InlineData(Libc.Terminate)]
    [InlineData(Libc.Interrupt)]
    public async Task A_signal_ends_the_host_well_and_its_tasks_go_on(int signal)
    {
        await using var host = TestHost.Make(2);
        using var first = HostChild.Start(host.Folder);
        Assert.Equal(first.Id, await first.ReadyAsync(host.Token));
        var (signs, gate) = (host.MakePipe("signs"), host.MakePipe("gate"));
        var job = await host.SubmitAsync(new TaskProperties
        {
            CommandLine = $"echo start >>'{host.Root}/lines'; echo up >'{signs}'; read go <'{gate}'; exit 3",
        });
        Assert.Equal("up\n", await host.ReadAsync(signs));

        Libc.Send(first.Id, signal);

        Assert.Equal(0, await first.ExitAsync(host.Token));
        Assert.False(File.Exists(host.Address.Socket));
        Assert.True(Directory.Exists($"/proc/{host.WrapperOf(job.Id, 1)}"));
        await host.StartAsync();
        await host.ReleaseAsync(gate);
        Assert.Equal(JobState.Failed, (await host.WaitAsync(job.Id)).State);
        Assert.Equal(3, Assert.Single(await host.TasksAsync(job.Id)).ExitCode);
        Assert.Equal(["start"], File.ReadAllLines($"{host.Root}/lines"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public async Task Of_hosts_that_start_at_once_one_stays_and_all_name_it(int count)
    {
        await using var host = TestHost.Make();
        var children = Enumerable.Range(0, count).Select(_ => HostChild.Start(host.Folder)).ToList();

        var named = (await Task.WhenAll(children.Select(child => child.ReadyAsync(host.Token)))).Distinct();

        var winner = Assert.Single(named);
        foreach (var child in children.Where(child => child.Id != winner))
            Assert.Equal(0, await child.ExitAsync(host.Token));
        Assert.True(children.Single(child => child.Id == winner).IsRunning);
        Assert.Equal(winner, (await host.Client.SendAsync(new GetScheduler(), host.Token)).ProcessId);
        await HostStopper.StopAsync(host.Address, force: false, host.Token);
        children.ForEach(child => child.Dispose());
    }

    [Fact]
    public async Task Whoever_asks_while_a_host_stops_is_answered_by_the_next_one()
    {
        await using var host = await TestHost.StartNewAsync();
        var starting = SchedulerClient.For(host.Address, mayStart: true);
        for (var round = 0; round < 20; round++)
        {
            var before = (await starting.SendAsync(new GetScheduler(), host.Token)).ProcessId;
            using var process = HostProcess.Open(before);
            await host.Client.SendAsync(new StopScheduler(Force: false), host.Token);

            await starting.SendAsync(new NewJob(new JobProperties()), host.Token);

            await process.WaitAsync(host.Token);
        }

        Assert.Equal(20, (await starting.SendAsync(new GetScheduler(), host.Token)).JobCount);
    }

    [Fact]
    public async Task Who_stops_a_host_by_force_is_answered()
    {
        await using var host = TestHost.Make();
        for (var round = 0; round < 20; round++)
        {
            await host.StartAsync();

            Assert.Equal(host.ProcessId, (await host.Client.SendAsync(new StopScheduler(Force: true), host.Token)).ProcessId);
        }
    }

    [Fact]
    public async Task Many_who_ask_while_a_host_stops_are_all_answered()
    {
        await using var host = await TestHost.StartNewAsync();
        var starting = SchedulerClient.For(host.Address, mayStart: true);
        for (var round = 0; round < 20; round++)
        {
            await starting.SendAsync(new GetScheduler(), host.Token);
            var calls = Enumerable.Range(0, 6).Select(_ => starting.SendAsync(new NewJob(new JobProperties()), host.Token)).ToList();
            await host.Client.SendAsync(new StopScheduler(Force: false), host.Token);
            calls.AddRange(Enumerable.Range(0, 6).Select(_ => starting.SendAsync(new NewJob(new JobProperties()), host.Token)));
            await Task.WhenAll(calls);
        }

        Assert.Equal(20 * 12, (await starting.SendAsync(new GetScheduler(), host.Token)).JobCount);
    }

    [Theory]
    [InlineData(Libc.HangUp)]
    [InlineData(Libc.Kill)]
    public async Task The_host_outlives_the_session_that_started_it(int signal)
    {
        await using var host = TestHost.Make();
        var module = Repository.Path("out", "HpcScheduler", "HpcScheduler.psd1");
        // Whoever runs the tests may ignore the signal, and the session would inherit that.
        string[] arguments =
        [
            "--default-signal=HUP", "setsid", .. PowerShellProgram.Command, "-NoProfile", "-NonInteractive", "-Command",
            $"Import-Module '{module}'; Start-HpcScheduler -Path '{host.Folder}'; 'started'; $null = [Console]::In.ReadLine()",
        ];
        using var session = Process.Start(new ProcessStartInfo("env", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Assert.Equal("started", await session.StandardOutput.ReadLineAsync(host.Token));
        var before = (await host.Client.SendAsync(new GetScheduler(), host.Token)).ProcessId;

        Libc.Send(-session.Id, signal);
        await session.WaitForExitAsync(host.Token);

        Assert.Equal(before, (await host.Client.SendAsync(new GetScheduler(), host.Token)).ProcessId);
    }

    [Fact]
    public async Task The_log_tells_when_which_process_started_and_ended()
    {
        await using var host = await TestHost.StartNewAsync();
        await HostStopper.StopAsync(host.Address, force: false, host.Token);

        var lines = File.ReadAllLines(Path.Join(host.Folder, "host.log"));

        Assert.All(lines, line => Assert.Contains($"[{host.ProcessId}]", line, StringComparison.Ordinal));
        Assert.Contains("starts for " + host.Folder, lines[0], StringComparison.Ordinal);
        Assert.Contains("Host ends", lines[^1], StringComparison.Ordinal);
    }
}
