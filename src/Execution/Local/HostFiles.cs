using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// The files with the nodes of tasks, in <c>hostfiles</c> below the folder of all attempts. Tasks with the same nodes share one, named by what is in it:
/// a file of its own would cost each task, most of which never look.
/// </summary>
/// <param name="root">The folder of all attempts.</param>
internal sealed class HostFiles(string root)
{
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Passed = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string _folder = Path.Combine(root, "hostfiles");
    private readonly ConcurrentDictionary<string, string> _paths = new(StringComparer.Ordinal);
    private int _attempts;

    /// <summary>Makes sure of the file with a text.</summary>
    /// <param name="text">What is in it.</param>
    /// <param name="path">The file.</param>
    /// <returns>0, or the system's error number.</returns>
    public int Write(string text, out string path)
    {
        path = _paths.GetOrAdd(text, static (text, folder) => $"{folder}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]}", _folder);
        // A task of the same user may have changed it.
        if (FileStatus.Of(path) is { IsFile: true } status && status.Length == Encoding.UTF8.GetByteCount(text))
            return 0;
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException();
        try
        {
            Directory.CreateDirectory(_folder, Passed);
            var made = $"{path}.{Environment.ProcessId}-{Interlocked.Increment(ref _attempts)}";
            File.WriteAllText(made, text);
            File.SetUnixFileMode(made, ForAll);
            File.Move(made, path, overwrite: true);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception is UnauthorizedAccessException ? Libc.EPERM : exception.HResult is > 0 and var error ? error : Libc.ENOENT;
        }
    }
}
