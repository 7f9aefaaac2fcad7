namespace HpcScheduler.Crash;

/// <summary>A disk of its own in memory, which can be filled or made read-only. The test is skipped where none can be mounted.</summary>
internal sealed class SmallDisk : IDisposable
{
    /// <summary>What it gives out at once, in bytes.</summary>
    public const int BlockSize = 4096;

    private readonly string _folder;
    private readonly string? _image;

    private SmallDisk(string folder, string? image = null) => (_folder, _image) = (folder, image);

    private string Filler => Path.Join(_folder, "filler");

    public static SmallDisk Mount(string folder, string size)
    {
        if (!Command.TryRun("mount", "-t", "tmpfs", "-o", $"size={size},mode=700", "tmpfs", folder))
            Assert.Skip("No disk can be mounted here.");
        return new SmallDisk(folder);
    }

    /// <summary>Mounts a disk that gives out a kilobyte at once, and has room for so many files and folders.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="megabytes">Its size.</param>
    /// <param name="inodes">How many files and folders.</param>
    public static SmallDisk MountSmallBlocks(string folder, int megabytes, int inodes)
    {
        var image = Path.Join(Path.GetTempPath(), $"hpc-disk-{Guid.NewGuid():N}");
        using (var file = new FileStream(image, FileMode.CreateNew))
            file.SetLength(megabytes * 1024L * 1024);
        if (!Command.TryRun("mkfs.ext4", "-q", "-F", "-b", "1024", "-m", "0", "-N", $"{inodes}", image)
            || !Command.TryRun("mount", "-o", "loop", image, folder))
        {
            File.Delete(image);
            Assert.Skip("No disk can be mounted here.");
        }

        Directory.Delete(Path.Join(folder, "lost+found"));
        return new SmallDisk(folder, image);
    }

    public void MakeReadOnly() => Command.Run("mount", "-o", "remount,ro", _folder);

    /// <summary>Leaves room for some blocks.</summary>
    public void Fill(int room = 0)
    {
        var block = new byte[BlockSize];
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        while (Record.Exception(() => file.Write(block)) is null)
        {
        }

        file.SetLength(Math.Max(0, file.Length - (room * BlockSize)));
    }

    public void MakeRoom() => File.Delete(Filler);

    /// <summary>Takes back what a test did to it.</summary>
    public void MakeUsable()
    {
        Command.Run("mount", "-o", "remount,rw", _folder);
        MakeRoom();
    }

    public void Dispose()
    {
        Command.TryRun("umount", _folder);
        if (_image is not null)
            File.Delete(_image);
    }
}
