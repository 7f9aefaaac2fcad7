using HpcScheduler.Storage;

namespace HpcScheduler.Host.Checks;

/// <summary>All that <c>Test-HpcScheduler</c> looks at, in the order in which it does. Nothing is changed.</summary>
internal static class SchedulerChecks
{
    /// <summary>Makes each check when it is asked for.</summary>
    /// <exception cref="SchedulerException">HpcSchedulerNotFound.</exception>
    public static IEnumerable<HpcSchedulerCheck> Of(HostFolder folder)
    {
        if (!StoreCheck.IsThere(folder.Path))
            throw new SchedulerException(SchedulerErrors.SchedulerNotFound, folder.Path, folder.Path, "");
        return Make(folder);
    }

    private static IEnumerable<HpcSchedulerCheck> Make(HostFolder folder)
    {
        var host = RunningHost.Find(folder);
        yield return FolderChecks.Folder(folder);
        yield return FolderChecks.Lock(folder, host);
        yield return FolderChecks.Socket(folder, host);
        foreach (var check in StoreChecks.Of(folder, host))
            yield return check;
        foreach (var check in ProcessChecks.Of(folder, host))
            yield return check;
        yield return QueueChecks.Of(folder, host);
        yield return FolderChecks.Disk(folder);
    }
}
