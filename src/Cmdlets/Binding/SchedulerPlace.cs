using System.Management.Automation;
using System.Management.Automation.Runspaces;
using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>Where a scheduler is that a user, or a variable, names in PowerShell's way: a path may begin with ~ or any drive of the session's.</summary>
internal static class SchedulerPlace
{
    /// <summary>The address.</summary>
    /// <param name="paths">The session's.</param>
    /// <param name="value">What the user gave; null or empty for what the variables say.</param>
    /// <exception cref="SchedulerException">It names no scheduler, or one that may not be reached.</exception>
    public static SchedulerAddress Resolve(PathIntrinsics paths, string? value) =>
        SchedulerAddress.Resolve(value, text => PathOf(paths, text), Environment.GetEnvironmentVariable);

    /// <summary>The address, for what PowerShell calls without telling of its session.</summary>
    /// <param name="value">What the user gave; null or empty for what the variables say.</param>
    /// <exception cref="SchedulerException">It names no scheduler, or one that may not be reached.</exception>
    public static SchedulerAddress Resolve(string? value) => SessionPaths() is { } paths
        ? Resolve(paths, value)
        : SchedulerAddress.Resolve(value, Environment.CurrentDirectory);

    /// <summary>The address of the scheduler that an object came from.</summary>
    /// <param name="paths">The session's.</param>
    /// <param name="holder">What the object says.</param>
    /// <exception cref="SchedulerException">It says of none, or of one that may not be reached.</exception>
    public static SchedulerAddress OfObject(PathIntrinsics paths, string holder) => Resolve(paths, Named(holder));

    /// <summary>As above, for what PowerShell calls without telling of its session.</summary>
    public static SchedulerAddress OfObject(string holder) => Resolve(Named(holder));

    private static string Named(string holder) => holder.Length > 0
        ? holder
        : throw new SchedulerException(SchedulerErrors.ObjectWithoutScheduler, null);

    private static string? PathOf(PathIntrinsics paths, string text)
    {
        if (SessionPath.HasDrive(paths, text))
            return Path.TrimEndingDirectorySeparator(SessionPath.Resolve(paths, text, SchedulerErrors.FolderNotUsable));
        return text == "~" || text.Contains('/', StringComparison.Ordinal) ? HomePath.Expand(text, paths.CurrentFileSystemLocation.ProviderPath) : null;
    }

    // Null on a thread without a session.
    private static PathIntrinsics? SessionPaths()
    {
        if (Runspace.DefaultRunspace is null)
            return null;
        try
        {
            // The runspace's own property answers nobody while a pipeline runs.
            return ScriptBlock.Create("$ExecutionContext.SessionState.Path").Invoke().FirstOrDefault()?.BaseObject as PathIntrinsics;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
        catch (RuntimeException)
        {
            return null;
        }
    }
}
