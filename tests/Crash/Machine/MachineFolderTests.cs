using System.Diagnostics;
using System.Text.Json;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>Where a machine's scheduler lives, and who may start it.</summary>
public sealed class MachineFolderTests
{
    public static bool IsPossible => MachineHost.IsPossible;

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task Others_pass_through_the_folder_to_the_socket_and_see_nothing_else()
    {
        await using var host = await MachineHost.StartNewAsync("ann");
        await host.EndedAsync(await host.SubmitAsync(host.User("ann"), new TaskProperties { CommandLine = "chmod 666 \"$HPCSCHEDULER_ATTEMPT\"/std* \"$HPCSCHEDULER_ATTEMPT/spec\"" }));

        Assert.Equal("711", Mode(host.Folder));
        Assert.Equal("711", Mode(Path.Join(host.Folder, "attempts")));
        Assert.Equal("666", Mode(host.Socket));
        Assert.All(Directory.GetFiles(host.Folder).Except([host.Socket]), file => Assert.Equal("600", Mode(file)));
        Assert.Equal(
            [("exit", "600", 0u), ("identity", "600", 0u), ("runner", "600", 0u), ("spec", "600", 0u), ("stderr", "600", 0u), ("stdout", "600", 0u)],
            Directory.GetFiles(host.Attempt(1, 1)).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), Mode(file), FileOwner.Of(file))));
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task Everybody_is_a_user_and_root_an_administrator()
    {
        await using var host = await MachineHost.StartNewAsync("ann");
        var ann = host.As(host.User("ann"));

        var denied = await Assert.ThrowsAsync<SchedulerException>(() => ann.SendAsync(new StopScheduler(Force: false), host.Token));
        await host.As(TestUser.Root).SendAsync(new AddMember("ann", UserRoles.Administrator), host.Token);
        await ann.SendAsync(new SetClusterProperty([new HpcVariable("TaskCancelGracePeriod", "1")]), host.Token);

        Assert.Same(SchedulerErrors.PermissionDenied, denied.Error);
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public void Only_root_starts_it_and_only_in_a_folder_of_roots()
    {
        var root = Directory.CreateTempSubdirectory("hpc-").FullName;
        try
        {
            File.SetUnixFileMode(root, (UnixFileMode)Convert.ToInt32("755", 8));
            Directory.CreateDirectory(Path.Join(root, "another's"));
            Libc.Own(Path.Join(root, "another's"), 70_001);
            Directory.CreateSymbolicLink(Path.Join(root, "link"), Path.Join(root, "another's"));
            Directory.CreateDirectory(Path.Join(root, "open"));
            File.SetUnixFileMode(Path.Join(root, "open"), (UnixFileMode)Convert.ToInt32("777", 8));

            Assert.Equal(SchedulerErrors.MachineNotUsable.Id, Refused(Path.Join(root, "new"), "setpriv", "--reuid", "70001", "--clear-groups"));
            Assert.Equal(SchedulerErrors.FolderNotSafe.Id, Refused(Path.Join(root, "another's"), "env"));
            Assert.Equal(SchedulerErrors.FolderNotSafe.Id, Refused(Path.Join(root, "link"), "env"));
            Assert.Equal(SchedulerErrors.FolderNotSafe.Id, Refused(Path.Join(root, "open"), "env"));
            Assert.False(Directory.Exists(Path.Join(root, "new")));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static string Refused(string folder, params string[] before)
    {
        var start = new ProcessStartInfo(before[0], [.. before[1..], TestHost.Program, "run", "--path", folder, "--machine", "yes"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return JsonSerializer.Deserialize(said, ProtocolJson.Default.Problem)!.ErrorId;
    }

    private static string Mode(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);
}
