using Microsoft.Win32.SafeHandles;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>Files that a user names and the host reads.</summary>
public static class OwnerFile
{
    /// <summary>Opens a plain file to read it, with the rights of a user. Anything else, such as a pipe or a device, is as good as not there.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="owner">The user; null: whoever runs the host.</param>
    /// <returns>Null if there is no such file, or the user may not read it.</returns>
    public static SafeFileHandle? Open(string path, Account? owner)
    {
        using var rights = OwnerRights.Of(owner);
        var file = Libc.Open(path, Libc.O_CLOEXEC | Libc.O_NONBLOCK | Libc.O_NOCTTY, 0);
        if (file < 0)
            return null;
        var handle = new SafeFileHandle(file, ownsHandle: true);
        if (FileStatus.Of(file) is { IsFile: true })
            return handle;
        handle.Dispose();
        return null;
    }
}
