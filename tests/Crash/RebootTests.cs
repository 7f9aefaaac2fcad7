using System.Diagnostics;

namespace HpcScheduler.Crash;

/// <summary>
/// The number of a runner that is gone belongs to another process: after the machine's end and start, or because numbers came round. The test
/// writes into the attempts' files what would then stand there.
/// </summary>
public sealed class RebootTests
{
    [Fact]
    public async Task After_a_reboot_what_ran_is_lost_and_nobody_else_is_touched()
    {
        await using var host = await TestHost.StartNewAsync(2);
        using var stranger = Stranger.Start(host);
        var never = host.MakePipe("never");
        var (up1, up2) = (host.MakePipe("up1"), host.MakePipe("up2"));
        var job = await host.SubmitAsync(
            new TaskProperties { CommandLine = $"echo 1 >>'{host.Root}/1'; echo up >'{up1}'; read go <'{never}'", Rerunnable = false },
            new TaskProperties { CommandLine = $"[ -e '{host.Root}/2' ] && exit 0; echo 2 >>'{host.Root}/2'; echo up >'{up2}'; read go <'{never}'" });
        await host.ReadAsync(up1);
        await host.ReadAsync(up2);
        await host.KillAsync();
        for (var task = 1; task <= 2; task++)
        {
            await EndAsync(host, host.WrapperOf(job.Id, task));
            Rewrite(host, job.Id, task, boot: "00000000-0000-4000-8000-000000000000", pid: stranger.Id);
        }

        await host.StartAsync();

        Assert.Equal(JobState.Failed, (await host.WaitAsync(job.Id)).State);
        var tasks = await host.TasksAsync(job.Id);
        Assert.Equal([(TaskState.Failed, ReasonCodes.ProcessDead, 1), (TaskState.Finished, 0, 2)], tasks.Select(task => (task.State, task.ErrorCode, task.Instance)));
        Assert.Equal(["1"], File.ReadAllLines($"{host.Root}/1"));
        await stranger.EndAsync();
    }

    [Fact]
    public async Task A_process_that_has_the_number_of_a_runner_is_neither_adopted_nor_killed()
    {
        await using var host = await TestHost.StartNewAsync(2);
        var job = await StartAsync(host, "1");
        using var stranger = Stranger.Start(host);
        await host.KillAsync();
        await EndAsync(host, host.WrapperOf(job, 1));
        Rewrite(host, job, 1, pid: stranger.Id);

        await host.StartAsync();

        Assert.Equal(JobState.Failed, (await host.WaitAsync(job)).State);
        Assert.Equal(ReasonCodes.ProcessDead, Assert.Single(await host.TasksAsync(job)).ErrorCode);
        await stranger.EndAsync();
    }

    [Fact]
    public async Task A_runner_that_has_the_number_of_another_one_keeps_its_own_task()
    {
        await using var host = await TestHost.StartNewAsync(2);
        var first = await StartAsync(host, "1");
        var second = await StartAsync(host, "2");
        await host.KillAsync();
        await EndAsync(host, host.WrapperOf(first, 1));
        Rewrite(host, first, 1, pid: host.WrapperOf(second, 1));

        await host.StartAsync();

        Assert.Equal(JobState.Failed, (await host.WaitAsync(first)).State);
        await host.ReleaseAsync(Path.Join(host.Root, "gate2"));
        Assert.Equal(JobState.Finished, (await host.WaitAsync(second)).State);
        Assert.Equal(["2"], File.ReadAllLines($"{host.Root}/2"));
    }

    private static async Task<int> StartAsync(TestHost host, string name)
    {
        var (up, gate) = (host.MakePipe("up" + name), host.MakePipe("gate" + name));
        var job = await host.SubmitAsync(new TaskProperties
        {
            CommandLine = $"echo {name} >>'{host.Root}/{name}'; echo up >'{up}'; read go <'{gate}'",
            Rerunnable = false,
        });
        await host.ReadAsync(up);
        return job.Id;
    }

    // A runner leads the session of its task.
    private static async Task EndAsync(TestHost host, int runner)
    {
        using var process = Client.HostProcess.Open(runner);
        Libc.Send(-runner, Libc.Kill);
        await process.WaitAsync(host.Token);
    }

    private static void Rewrite(TestHost host, int job, int task, int pid, string? boot = null)
    {
        var folder = Path.Join(host.Folder, "attempts", $"{job}.{task}", "1");
        var words = File.ReadAllText(Path.Join(folder, "identity")).Split(' ');
        foreach (var file in (string[])["identity", "spec"])
        {
            var path = Path.Join(folder, file);
            var text = File.ReadAllText(path);
            Assert.Contains($"{words[0]} {words[1]} ", text, StringComparison.Ordinal);
            File.WriteAllText(path, text.Replace($"{words[0]} {words[1]} ", $"{boot ?? words[0]} {pid} ", StringComparison.Ordinal));
        }
    }

    /// <summary>A process that nobody may touch.</summary>
    private sealed class Stranger : IDisposable
    {
        private readonly TestHost _host;
        private readonly string _gate;
        private readonly Process _process;

        private Stranger(TestHost host)
        {
            (_host, _gate) = (host, host.MakePipe("stranger"));
            _process = Process.Start(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", $"read go <'{_gate}'; exit 7" } })!;
        }

        public int Id => _process.Id;

        public static Stranger Start(TestHost host) => new(host);

        /// <summary>Lets it end by itself, and checks that it does.</summary>
        public async Task EndAsync()
        {
            await _host.ReleaseAsync(_gate);
            await _process.WaitForExitAsync(_host.Token);
            Assert.Equal(7, _process.ExitCode);
        }

        public void Dispose() => _process.Dispose();
    }
}
