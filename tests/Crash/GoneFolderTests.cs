using System.Diagnostics;

namespace HpcScheduler.Crash;

/// <summary>No host works on in a folder that is gone, and none has to be asked for anything to see it.</summary>
public sealed class GoneFolderTests
{
    private const int InputOutput = 74;

    [Theory]
    [InlineData("is deleted with all that is in it")]
    [InlineData("is deleted with the folder above it")]
    [InlineData("is renamed")]
    [InlineData("is replaced by a copy")]
    [InlineData("loses its database")]
    [InlineData("loses its lock")]
    [InlineData("has another database put in the place of its own")]
    public async Task A_host_of_which_nobody_asks_anything_ends_by_itself_when_its_folder(string fate)
    {
        await using var host = TestHost.Make();
        var above = Path.Join(host.Root, "above");
        var folder = Path.Join(above, "s");
        using var child = HostChild.Start(folder);
        Assert.Equal(child.Id, await child.ReadyAsync(host.Token));

        switch (fate)
        {
            case "is deleted with all that is in it":
                Directory.Delete(folder, recursive: true);
                break;
            case "is deleted with the folder above it":
                Directory.Delete(above, recursive: true);
                break;
            case "is renamed":
                Directory.Move(folder, folder + ".old");
                break;
            case "is replaced by a copy":
                Directory.Move(folder, folder + ".old");
                Directory.CreateDirectory(folder);
                File.Copy(Path.Join(folder + ".old", "scheduler.db"), Path.Join(folder, "scheduler.db"));
                break;
            case "loses its database":
                File.Delete(Path.Join(folder, "scheduler.db"));
                break;
            case "loses its lock":
                File.Delete(Path.Join(folder, "host.lock"));
                break;
            default:
                File.Copy(Path.Join(folder, "scheduler.db"), Path.Join(above, "copy"));
                File.Move(Path.Join(above, "copy"), Path.Join(folder, "scheduler.db"), overwrite: true);
                break;
        }

        Assert.Equal(InputOutput, await child.ExitAsync(host.Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_host_whose_log_is_gone_with_its_folder_says_so_to_whoever_has_it_in_the_foreground_and_is_it_the_machines(bool isMachine)
    {
        Assert.SkipUnless(!isMachine || MachineHost.IsPossible, MachineHost.NeedsRoot);
        await using var host = TestHost.Make();
        // The shell has the host end with itself, and not with a thread of this process.
        string[] machine = isMachine ? ["--machine", "yes"] : [];
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "\"$@\"; exit $?", "sh", TestHost.Program, "run", "--path", host.Folder, "--foreground", "yes", .. machine])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Assert.Contains("Ready", await shell.StandardOutput.ReadLineAsync(host.Token), StringComparison.Ordinal);

        Directory.Delete(host.Folder, recursive: true);

        var said = await shell.StandardError.ReadToEndAsync(host.Token);
        await shell.WaitForExitAsync(host.Token);
        Assert.Contains("was deleted or moved while it was in use", said, StringComparison.Ordinal);
        Assert.Contains("The scheduler stops, because it cannot go on from here", said, StringComparison.Ordinal);
        Assert.Equal(InputOutput, shell.ExitCode);
        Assert.False(Directory.Exists(host.Folder));
    }

    [Fact]
    public async Task A_host_in_a_bind_mount_ends_when_what_is_mounted_there_is_emptied_from_outside()
    {
        await using var host = TestHost.Make();
        var outside = Directory.CreateDirectory(Path.Join(host.Root, "outside"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
        Directory.CreateDirectory(host.Folder);
        using (var mount = Process.Start("mount", ["--bind", outside, host.Folder]))
        {
            await mount.WaitForExitAsync(host.Token);
            Assert.SkipUnless(mount.ExitCode == 0, "Nothing can be mounted here.");
        }

        try
        {
            using var child = HostChild.Start(host.Folder);
            Assert.Equal(child.Id, await child.ReadyAsync(host.Token));

            foreach (var entry in new DirectoryInfo(outside).EnumerateFileSystemInfos().ToList())
            {
                if (entry is DirectoryInfo below)
                    below.Delete(recursive: true);
                else
                    entry.Delete();
            }

            Assert.Equal(InputOutput, await child.ExitAsync(host.Token));
        }
        finally
        {
            using var unmount = Process.Start("umount", [host.Folder]);
            await unmount.WaitForExitAsync(CancellationToken.None);
        }
    }
}
