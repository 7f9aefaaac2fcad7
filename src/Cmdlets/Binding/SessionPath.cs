using System.Management.Automation;
using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>The files that a user names in PowerShell's way: with drives, ~ and the current folder. Wildcards mean themselves.</summary>
internal static class SessionPath
{
    /// <summary>The absolute path.</summary>
    /// <exception cref="SchedulerException">The error given: the path is in no file system.</exception>
    public static string Resolve(PathIntrinsics paths, string path, SchedulerError error)
    {
        try
        {
            var full = paths.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == "FileSystem" ? full : throw new SchedulerException(error, path, path, "it is in no file system");
        }
        catch (SessionStateException exception)
        {
            throw new SchedulerException(error, path, path, exception.Message.TrimEnd('.'));
        }
    }

    /// <summary>
    /// A path that a task goes by: on a drive or in the home folder it is made absolute, else it stays as it is, relative to wherever the task
    /// is.
    /// </summary>
    /// <exception cref="SchedulerException"><see cref="SchedulerErrors.PathNotUsable"/>: the drive is of no file system.</exception>
    public static string? ForTask(PathIntrinsics paths, string? path)
    {
        if (path is null)
            return null;
        if (HasDrive(paths, path))
            return Resolve(paths, path, SchedulerErrors.PathNotUsable);
        return path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? HomePath.Expand(path, "/") : path;
    }

    /// <summary>Whether the path begins with a drive of the session's. A colon is also a letter of names: what has no such drive is one.</summary>
    public static bool HasDrive(PathIntrinsics paths, string path)
    {
        if (!path.Contains(':', StringComparison.Ordinal))
            return false;
        try
        {
            _ = paths.GetUnresolvedProviderPathFromPSPath(path, out _, out var drive);
            return path.Contains("::", StringComparison.Ordinal) || (drive is not null && path.StartsWith(drive.Name + ":", StringComparison.OrdinalIgnoreCase));
        }
        catch (SessionStateException)
        {
            return false;
        }
    }
}
