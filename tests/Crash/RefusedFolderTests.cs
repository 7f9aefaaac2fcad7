using System.Buffers.Binary;
using HpcScheduler.Client;

namespace HpcScheduler.Crash;

/// <summary>Folders and databases that a host does not take: who starts it gets the reason, and nothing is changed.</summary>
public sealed class RefusedFolderTests
{
    // Where the header of an SQLite file keeps the number of its version and that of the program it belongs to.
    private const int VersionAt = 60;
    private const int ProgramAt = 68;

    [Fact]
    public async Task A_damaged_database_is_refused_and_left_as_it_is() =>
        await AssertRefusedAsync(SchedulerErrors.StoreDamaged, content => content.AsSpan(0, 16).Fill(0xA5));

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_left_as_it_is() =>
        await AssertRefusedAsync(SchedulerErrors.StoreTooNew, content => BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(VersionAt), 999));

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_left_as_it_is() =>
        await AssertRefusedAsync(SchedulerErrors.StoreForeign, content => BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(ProgramAt), 42));

    [Fact]
    public async Task A_folder_below_a_file_cannot_be_used()
    {
        await using var host = TestHost.Make();
        File.WriteAllText(Path.Join(host.Root, "file"), "text");

        var error = await RefusalAsync(Path.Join(host.Root, "file", "s"), host.Token);

        Assert.Same(SchedulerErrors.FolderNotUsable, error.Error);
        Assert.Equal("text", File.ReadAllText(Path.Join(host.Root, "file")));
    }

    [Fact]
    public async Task A_folder_on_a_read_only_disk_cannot_be_used()
    {
        await using var host = TestHost.Make();
        var disk = host.MountDisk("1m");
        disk.MakeReadOnly();

        var error = await RefusalAsync(host.Folder, host.Token);

        Assert.Same(SchedulerErrors.FolderNotUsable, error.Error);
        Assert.Contains("ead-only", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scheduler_on_a_disk_that_became_read_only_cannot_be_used()
    {
        await using var host = TestHost.Make();
        var disk = host.MountDisk("4m");
        await host.StartAsync();
        await HostStopper.StopAsync(host.Address, force: false, host.Token);
        disk.MakeReadOnly();

        var error = await RefusalAsync(host.Folder, host.Token);

        Assert.Same(SchedulerErrors.FolderNotUsable, error.Error);
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_is_refused()
    {
        await using var host = TestHost.Make();
        var folder = Path.Join(host.Root, new string('x', 100));

        Assert.Same(SchedulerErrors.SocketPathTooLong, (await RefusalAsync(folder, host.Token)).Error);
        Assert.False(Directory.Exists(folder));
    }

    private static async Task AssertRefusedAsync(SchedulerError error, Action<byte[]> change)
    {
        await using var host = await TestHost.StartNewAsync();
        await HostStopper.StopAsync(host.Address, force: false, host.Token);
        var whole = File.ReadAllBytes(host.Database);
        var changed = whole.ToArray();
        change(changed);
        File.WriteAllBytes(host.Database, changed);

        var refusal = await RefusalAsync(host.Folder, host.Token);

        Assert.Same(error, refusal.Error);
        Assert.Equal(changed, File.ReadAllBytes(host.Database));
        File.WriteAllBytes(host.Database, whole);
        await host.StartAsync();
    }

    private static Task<SchedulerException> RefusalAsync(string folder, CancellationToken cancellation) =>
        Assert.ThrowsAsync<SchedulerException>(() => HostLauncher.StartAsync(folder, null, cancellation));
}
