namespace HpcScheduler.Crash;

/// <summary>A disk of its own in memory, which can be filled or made read-only. The test is skipped where none can be mounted.</summary>
internal sealed class SmallDisk : IDisposable
{
    /// <summary>What it gives out at once, in bytes.</summary>
    public const int BlockSize = 4096;

    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Filler => Path.Join(_folder, "filler");

    public static SmallDisk Mount(string folder, string size)
    {
        if (!Command.TryRun("mount", "-t", "tmpfs", "-o", $"size={size},mode=700", "tmpfs", folder))
            Assert.Skip("No disk can be mounted here.");
        return new SmallDisk(folder);
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

    public void Dispose() => Command.TryRun("umount", _folder);
}
