using System.Text;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>
/// A host runs tasks as whoever starts it. So it starts only in a folder that is that user's own and that nobody else can exchange, whoever asks for it and
/// by whatever way; tried with real users.
/// </summary>
public sealed class WhoseFolderTests
{
    private static readonly string Refusal = SchedulerErrors.FolderNotSafe.Id;

    public static bool IsPossible => MachineHost.IsPossible;

    public static TheoryData<string> Ways => ["a request", "a start", "in the foreground", "the far end of ssh", "the service", "a link", "a bind mount"];

    public static TheoryData<string> Places =>
    [
        "another's", "a link to another's", "a bind mount of another's", "for everybody", "for its group", "below one for everybody", "below another's",
        "through another's link", "with a database of another's", "with attempts of another's",
    ];

    public static TheoryData<string> OwnPlaces => ["in /tmp", "below a folder of its own group", "a link of its own", "not there yet"];

    [Theory(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    [MemberData(nameof(Ways))]
    public async Task Root_starts_no_host_in_a_users_folder_and_locks_nobody_out(string way)
    {
        await using var machine = new UserMachine("ann");
        var ann = machine.User("ann");
        var folder = ann.File("s");
        Assert.Contains("Ready", await machine.StartHostAsync(ann, folder), StringComparison.Ordinal);
        var client = machine.As(ann, folder);
        var job = await client.SendAsync(new NewJob(new JobProperties()), machine.Token);
        await client.SendAsync(new AddTask(job.Id, [new TaskProperties { CommandLine = $"id -u >'{ann.File("who")}'" }]), machine.Token);
        var node = (await client.ListAsync(new GetNode(), machine.Token))[0].Name;
        await client.SendAsync(new SetNodeState(node, NodeState.Offline), machine.Token);
        await client.SendAsync(new SubmitJob(job.Id), machine.Token);
        await machine.StopHostAsync(folder);
        var before = UserMachine.OwnersOf(folder);

        var said = await AskAsRootAsync(machine, way, folder);

        Assert.Contains(Refusal, said, StringComparison.Ordinal);
        Assert.Contains(" belongs to ", said, StringComparison.Ordinal);
        Assert.Equal(before, UserMachine.OwnersOf(folder));
        Assert.False(File.Exists(ann.File("who")));
        Assert.Contains("Ready", await machine.StartHostAsync(ann, folder), StringComparison.Ordinal);
        await client.SendAsync(new SetNodeState(node, NodeState.Online), machine.Token);
        await client.ListAsync(new WaitJob([job.Id], Any: false), machine.Token);
        Assert.Equal($"{ann.UserId}\n", File.ReadAllText(ann.File("who")));
        await machine.StopHostAsync(folder);
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task Root_reaches_the_host_of_a_user_that_runs_and_it_stays_the_users()
    {
        await using var machine = new UserMachine("ann");
        var ann = machine.User("ann");
        var folder = ann.File("s");
        Assert.Contains("Ready", await machine.StartHostAsync(ann, folder), StringComparison.Ordinal);
        var root = SchedulerClient.For(SchedulerAddress.Resolve(folder, "/"));

        var job = await root.SendAsync(new NewJob(new JobProperties(), [new TaskProperties { CommandLine = "id -u" }]), machine.Token);
        await root.SendAsync(new SubmitJob(job.Id), machine.Token);
        await foreach (var _ in root.QueryAsync(new WaitJob([job.Id], Any: false), machine.Token))
        {
        }

        var output = await machine.As(ann, folder).ListAsync(new ReceiveTask(job.Id, 1, 0, Wait: false), machine.Token);
        Assert.Equal($"{ann.UserId}\n", string.Concat(output.Select(piece => piece.Text)));
        await machine.StopHostAsync(folder);
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task Root_with_the_home_of_a_user_is_told_and_makes_nothing_there()
    {
        await using var machine = new UserMachine("ann");
        var ann = machine.User("ann");

        var said = await FarEndAsync(machine, TestUser.Root, ann.Home, "default");

        Assert.Contains(Refusal, said, StringComparison.Ordinal);
        Assert.Contains("belongs to ann and not to root", said, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(ann.Home));
        Assert.Contains("{}", await FarEndAsync(machine, ann, ann.Home, "default"), StringComparison.Ordinal);
        Assert.All(UserMachine.OwnersOf(ann.Home).Values, owner => Assert.Equal(ann.UserId, owner));
        await machine.StopHostAsync(ann.File(".local/share/hpcscheduler/default"));
    }

    [Theory(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    [MemberData(nameof(Places))]
    public async Task A_user_starts_no_host_where_others_could_put_something(string place)
    {
        await using var machine = new UserMachine("ann", "bob");
        var (ann, bob) = (machine.User("ann"), machine.User("bob"));
        var (path, before) = (ann.File("s"), ":");
        switch (place)
        {
            case "another's":
                path = UserMachine.MakeFolder(bob.File("s"), bob, "777");
                break;
            case "a link to another's":
                Directory.CreateSymbolicLink(path, UserMachine.MakeFolder(bob.File("s"), bob, "777"));
                Libc.Own(path, ann.UserId);
                break;
            case "a bind mount of another's":
                UserMachine.MakeFolder(path, ann);
                before = $"mount --bind '{UserMachine.MakeFolder(bob.File("s"), bob, "777")}' '{path}'";
                break;
            case "for everybody":
                UserMachine.MakeFolder(path, ann, "777");
                break;
            case "for its group":
                UserMachine.MakeFolder(path, ann, "770");
                Command.Run("chgrp", bob.UserId.ToString(), path);
                break;
            case "below one for everybody":
                path = UserMachine.MakeFolder(Path.Join(UserMachine.MakeFolder(ann.File("open"), ann, "777"), "s"), ann, "700");
                break;
            case "below another's":
                path = UserMachine.MakeFolder(Path.Join(UserMachine.MakeFolder(bob.File("b"), bob), "s"), ann, "700");
                break;
            case "through another's link":
                UserMachine.MakeFolder(path, ann, "700");
                path = Path.Join(UserMachine.MakeFolder(Path.Join(machine.Root, "sticky"), TestUser.Root, "1777"), "link");
                Directory.CreateSymbolicLink(path, ann.Home);
                Libc.Own(path, bob.UserId);
                path = Path.Join(path, "s");
                break;
            case "with a database of another's":
                UserMachine.MakeFolder(path, ann, "700");
                File.WriteAllText(Path.Join(path, "scheduler.db"), "");
                Libc.Own(Path.Join(path, "scheduler.db"), bob.UserId);
                break;
            default:
                UserMachine.MakeFolder(path, ann, "700");
                UserMachine.MakeFolder(Path.Join(path, "attempts"), bob, "777");
                break;
        }

        var said = await machine.StartHostAsync(ann, path, before);

        Assert.Contains(Refusal, said, StringComparison.Ordinal);
        Assert.DoesNotContain(UserMachine.OwnersOf(machine.Root).Keys, file => Path.GetFileName(file) is "host.sock" or "host.lock" or "host.log");
    }

    [Theory(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    [MemberData(nameof(OwnPlaces))]
    public async Task A_user_starts_a_host_where_nobody_else_can(string place)
    {
        await using var machine = new UserMachine("ann");
        var ann = machine.User("ann");
        var path = ann.File("a/b/s");
        switch (place)
        {
            case "in /tmp":
                path = Path.Join(UserMachine.MakeFolder(Path.Join(machine.Root, "sticky"), TestUser.Root, "1777"), "s");
                break;
            case "below a folder of its own group":
                path = Path.Join(UserMachine.MakeFolder(ann.File("own"), ann, "775"), "s");
                break;
            case "a link of its own":
                path = ann.File("link");
                Directory.CreateSymbolicLink(path, UserMachine.MakeFolder(ann.File("t"), ann));
                Libc.Own(path, ann.UserId);
                break;
        }

        // The mask of a session may let others write.
        var said = await machine.StartHostAsync(ann, path, "umask 0");

        Assert.Contains("Ready", said, StringComparison.Ordinal);
        await machine.StopHostAsync(path);
        Assert.DoesNotContain(
            Directory.EnumerateDirectories(ann.Home, "*", SearchOption.AllDirectories).Where(folder => !folder.EndsWith("/own", StringComparison.Ordinal)),
            folder => (File.GetUnixFileMode(folder) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0);
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task Root_neither_checks_nor_copies_through_what_a_user_has_put_there()
    {
        await using var machine = new UserMachine("ann");
        var ann = machine.User("ann");
        var folder = ann.File("s");
        Assert.Contains("Ready", await machine.StartHostAsync(ann, folder), StringComparison.Ordinal);
        await machine.StopHostAsync(folder);

        var copy = await Assert.ThrowsAsync<SchedulerException>(() => HostCommand.BackupAsync(folder, Path.Join(machine.Root, "copy"), false, machine.Token));
        var look = await Assert.ThrowsAsync<SchedulerException>(async () =>
        {
            await foreach (var _ in HostCommand.TestAsync(SchedulerAddress.Resolve(folder, "/"), machine.Token))
            {
            }
        });

        Assert.Equal((SchedulerErrors.PermissionDenied, SchedulerErrors.PermissionDenied), (copy.Error, look.Error));
        Assert.False(File.Exists(Path.Join(machine.Root, "copy")));
    }

    // What it was told, one way or the other.
    private static async Task<string> AskAsRootAsync(UserMachine machine, string way, string folder)
    {
        switch (way)
        {
            case "a request":
                return await RefusalAsync(() => SchedulerClient.For(SchedulerAddress.Resolve(folder, "/")).SendAsync(new GetScheduler(), machine.Token));
            case "a start":
                return await RefusalAsync(() => HostLauncher.StartAsync(folder, null, machine.Token));
            case "in the foreground":
                return await machine.StartHostAsync(TestUser.Root, folder, ":", "--foreground", "yes");
            case "the service":
                return await machine.StartHostAsync(TestUser.Root, folder, ":", "--foreground", "yes", "--machine", "yes");
            case "the far end of ssh":
                return await FarEndAsync(machine, TestUser.Root, "/root", Uri.EscapeDataString(folder));
            case "a link":
                var link = Path.Join(machine.Root, "link");
                Directory.CreateSymbolicLink(link, folder);
                return await RefusalAsync(() => SchedulerClient.For(SchedulerAddress.Resolve(link, "/")).SendAsync(new GetScheduler(), machine.Token));
            default:
                var mount = Directory.CreateDirectory(Path.Join(machine.Root, "mount")).FullName;
                return await machine.StartHostAsync(TestUser.Root, mount, $"mount --bind '{folder}' '{mount}'");
        }
    }

    private static async Task<string> RefusalAsync(Func<Task> ask)
    {
        var error = await Assert.ThrowsAsync<SchedulerException>(ask);
        return $"{error.Error.Id}: {error.Message}";
    }

    // The program that ssh starts, asked for a connection.
    private static async Task<string> FarEndAsync(UserMachine machine, TestUser user, string home, string scheduler)
    {
        using var far = machine.Start(user, ":", home, TestHost.Program, "connect", "--scheduler", scheduler);
        Assert.Equal(FarSide.Greeting, await far.StandardOutput.ReadLineAsync(machine.Token));
        await Frames.WriteAsync(far.StandardInput.BaseStream, Encoding.UTF8.GetBytes(new TunnelOrder(TunnelVerb.ConnectOrStart).ToString()), machine.Token);
        // The reader may hold what came behind the greeting already.
        var answer = new StringBuilder();
        var buffer = new char[4096];
        while (!answer.ToString().Contains('}', StringComparison.Ordinal) && await far.StandardOutput.ReadAsync(buffer, machine.Token) is > 0 and var count)
            answer.Append(buffer, 0, count);
        far.StandardInput.Close();
        await far.WaitForExitAsync(machine.Token);
        return answer.ToString();
    }
}
