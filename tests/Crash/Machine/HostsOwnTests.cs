using System.Globalization;
using System.Text;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>What is the host's own, and open or known to it alone, no user gets by way of it.</summary>
public sealed class HostsOwnTests
{
    public static bool IsPossible => MachineHost.IsPossible;

    public static bool HasPerl => IsPossible && File.Exists("/usr/bin/perl");

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task What_the_host_has_open_for_one_user_another_does_not_read()
    {
        await using var host = await MachineHost.StartNewAsync("ann", "bob");
        var (ann, bob) = (host.User("ann"), host.User("bob"));
        Command.Run("chmod", "700", ann.Home);
        var (up, never) = (host.MakePipe("up"), host.MakePipe("never"));
        var secret = ann.File("secret");
        var job = await host.SubmitAsync(ann, new TaskProperties { CommandLine = $"echo private; echo up >'{up}'; read go <'{never}'", Stdout = secret });
        await host.ReadAsync(up);
        using var following = await host.As(ann).PostAsync(nameof(ReceiveTask), $$"""{"JobId":{{job}},"TaskId":1,"SubTaskId":0,"Wait":true}""", host.Token);
        using var lines = new StreamReader(await following.Content.ReadAsStreamAsync(host.Token));
        Assert.Contains("private", (await lines.ReadLineAsync(host.Token))!, StringComparison.Ordinal);
        var open = Directory.GetFiles($"/proc/{host.ProcessId}/fd").Single(file => new FileInfo(file).LinkTarget == secret);
        // A link of bob's own leads there as well.
        File.CreateSymbolicLink(bob.File("link"), $"/proc/self/fd/{Path.GetFileName(open)}");
        string[] names =
        [
            $"/proc/self/fd/{Path.GetFileName(open)}", bob.File("link"), $"/proc/{host.ProcessId}/fd/{Path.GetFileName(open)}", "/proc/self/maps", "/proc/self/numa_maps",
            "/proc/self/root" + secret, "/proc/self/cwd" + secret, "/proc/thread-self/maps", "/proc/self/attr/current", "/proc/self/environ", "/proc/kallsyms",
            "/sys/kernel/notes", $"/dev/fd/{Path.GetFileName(open)}",
        ];
        var look = await host.SubmitAsync(bob, [.. names.Select(name => new TaskProperties { CommandLine = "true", Stdout = name })]);
        await host.EndedAsync(look);

        for (var task = 1; task <= names.Length; task++)
        {
            var output = await host.As(bob).ListAsync(new ReceiveTask(look, task, 0, Wait: false), host.Token);
            Assert.True(output.TrueForAll(piece => piece.Channel != TaskOutputChannel.Output), names[task - 1]);
        }
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task However_many_follow_tasks_the_host_takes_one_inotify_instance_for_it()
    {
        await using var host = await MachineHost.StartNewAsync("ann");
        var ann = host.User("ann");
        var (up, never) = (host.MakePipe("up"), host.MakePipe("never"));
        var job = await host.SubmitAsync(ann, new TaskProperties { CommandLine = $"echo up >'{up}'; read go <'{never}'" });
        await host.ReadAsync(up);
        await FollowAsync(1);
        var before = Instances();

        await FollowAsync(30);

        Assert.Equal(before, Instances());

        int Instances() => Directory.GetFiles($"/proc/{host.ProcessId}/fd").Count(file => new FileInfo(file).LinkTarget?.Contains("inotify", StringComparison.Ordinal) == true);

        // One that was let in follows: the head of the answer comes when the first piece was looked for.
        async Task FollowAsync(int count)
        {
            for (var i = 0; i < count; i++)
                (await host.As(ann).PostAsync(nameof(ReceiveTask), $$"""{"JobId":{{job}},"TaskId":1,"SubTaskId":0,"Wait":true}""", host.Token)).Content.ReadAsStream(host.Token);
        }
    }

    [Fact(Skip = "It needs root, who alone can run tasks as other users, and perl, to ask for keys.", SkipUnless = nameof(HasPerl))]
    public async Task A_key_that_one_user_puts_into_the_session_keyring_no_other_finds()
    {
        // add_key and request_key of x64 and arm64; the keyring of the session is -3.
        var (add, request) = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64 ? (248, 249) : (217, 218);
        await using var host = await MachineHost.StartNewAsync("ann", "bob");
        var name = "hpc-" + Guid.NewGuid().ToString("N");

        var put = await host.SubmitAsync(host.User("ann"), new TaskProperties { CommandLine = $"perl -e 'my ($t, $n, $s) = (\"user\", \"{name}\", \"secret\"); exit(syscall({add}, $t, $n, $s, 6, -3) > 0 ? 0 : 1)'" });
        var putTask = Assert.Single(await host.EndedAsync(put));
        var find = await host.SubmitAsync(host.User("bob"), new TaskProperties { CommandLine = $"perl -e 'my ($t, $n) = (\"user\", \"{name}\"); exit(syscall({request}, $t, $n, 0, 0) > 0 ? 0 : 1)'" });
        var findTask = Assert.Single(await host.EndedAsync(find));

        Assert.Equal((TaskState.Failed, 1), (putTask.State, putTask.ExitCode));
        Assert.Equal((TaskState.Failed, 1), (findTask.State, findTask.ExitCode));
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task A_body_of_many_small_parts_is_refused_while_it_is_read_and_costs_little()
    {
        await using var host = await MachineHost.StartNewAsync("ann", "bob");
        var (ann, bob) = (host.As(host.User("ann")), host.As(host.User("bob")));
        await ann.SendAsync(new NewJob(new JobProperties()), host.Token);
        var before = MostMemory(host.ProcessId);
        var many = new StringBuilder("""{"Properties":{},"Tasks":[{}""").Insert(26, "{},", 5_000_000).Append("]}").ToString();

        var error = await Assert.ThrowsAsync<SchedulerException>(() => ann.PostAsync(nameof(NewJob), many, host.Token));
        var after = MostMemory(host.ProcessId);
        await bob.SendAsync(new NewJob(new JobProperties()), host.Token);
        // The place that it took is free again, and as many tasks as that are no harm.
        var job = await ann.SendAsync(new NewJob(new JobProperties(), [.. Enumerable.Repeat(new TaskProperties { CommandLine = "true" }, 10_000)]), host.Token);

        Assert.Same(SchedulerErrors.RequestTooManyParts, error.Error);
        Assert.InRange(after - before, 0, 900);
        Assert.Equal(3, job.Id);
    }

    // In MB, the most that it ever had.
    private static int MostMemory(int process) => int.Parse(
        File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) / 1024;
}
