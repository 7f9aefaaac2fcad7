using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>The files that a user names in PowerShell's way: with drives, ~ and the current folder. Wildcards mean themselves.</summary>
internal static class ProviderPath
{
    /// <summary>The absolute path.</summary>
    /// <exception cref="SchedulerException">The error given: the path is in no file system.</exception>
    public static string Resolve(SessionState session, string path, SchedulerError error)
    {
        try
        {
            var full = session.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == "FileSystem" ? full : throw new SchedulerException(error, path, path, "it is in no file system");
        }
        catch (SessionStateException exception)
        {
            throw new SchedulerException(error, path, path, exception.Message.TrimEnd('.'));
        }
    }
}
