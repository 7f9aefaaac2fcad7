using System.Diagnostics;

namespace HpcScheduler.Crash;

/// <summary>A disk of its own in memory, which can be filled or made read-only. The test is skipped where none can be mounted.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Filler => Path.Join(_folder, "filler");

    public static SmallDisk Mount(string folder, string size)
    {
        if (!Run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder))
            Assert.Skip("No disk can be mounted here.");
        return new SmallDisk(folder);
    }

    public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", _folder));

    /// <summary>Leaves no room.</summary>
    public void Fill()
    {
        var block = new byte[4096];
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        while (Record.Exception(() => file.Write(block)) is null)
        {
        }
    }

    public void MakeRoom() => File.Delete(Filler);

    /// <summary>Takes back what a test did to it.</summary>
    public void MakeUsable()
    {
        Run("mount", "-o", "remount,rw", _folder);
        MakeRoom();
    }

    public void Dispose() => Run("umount", _folder);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
