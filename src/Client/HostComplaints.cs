using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace HpcScheduler.Client;

/// <summary>
/// What a host that starts writes to its error output. It is no pipe: writing to one that nobody reads any more would end the host or a task of its. It
/// has no name in any folder, so nothing stays behind of a process that is killed meanwhile.
/// </summary>
internal sealed partial class HostComplaints : IDisposable
{
    private const int Most = 64 * 1024;
    private const uint CloseOnExec = 1;

    private readonly SafeFileHandle _file;

    /// <exception cref="IOException">The system's reason.</exception>
    public HostComplaints()
    {
        var number = MemoryFile("hpcscheduler", CloseOnExec);
        if (number < 0)
            throw new IOException("memfd_create: " + Marshal.GetLastPInvokeErrorMessage());
        _file = new SafeFileHandle(number, ownsHandle: true);
    }

    /// <summary>A path by which a child of this process can open it.</summary>
    public string Path => FormattableString.Invariant($"/proc/{Environment.ProcessId}/fd/{_file.DangerousGetHandle()}");

    /// <summary>The lines so far that are not empty.</summary>
    public IReadOnlyList<string> Read()
    {
        var bytes = new byte[Most];
        var count = RandomAccess.Read(_file, bytes, 0);
        return [.. Encoding.UTF8.GetString(bytes, 0, count).Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
    }

    public void Dispose() => _file.Dispose();

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MemoryFile(string name, uint flags);
}
