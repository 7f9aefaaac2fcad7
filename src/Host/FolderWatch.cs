using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Host;

/// <summary>
/// Tells when the folder of a host is no more what it started in: it or its database or lock was deleted, moved or replaced, by whatever name or mount
/// that was done. The kernel says so; nobody looks again and again. Other machines that share the disk, and a mount that is put over the folder, are not
/// seen: for these there is the look before each commit.
/// </summary>
internal sealed class FolderWatch : IDisposable
{
    private readonly (string Path, (ulong Device, ulong Number)? Identity)[] _files;
    private readonly string _folder;
    private readonly Action<SchedulerException> _gone;
    private readonly IDisposable? _watch;
    private int _isTold;

    /// <param name="folder">The folder, with its files in it.</param>
    /// <param name="gone">Told once, and why; must be short.</param>
    public FolderWatch(HostFolder folder, Action<SchedulerException> gone)
    {
        _files = [.. new[] { folder.Path, folder.Database, folder.Lock }.Select(path => (path, FileStatus.IdentityOf(path)))];
        (_folder, _gone) = (folder.Path, gone);
        _watch = FolderWatcher.Shared.AddLost(folder.Path, [Path.GetFileName(folder.Database), Path.GetFileName(folder.Lock)], Look);
        // It may have gone before somebody watched it.
        Look();
    }

    /// <summary>Whether the system watches it; a user may have only so many watches.</summary>
    public bool IsWatched => _watch is not null;

    public void Dispose() => _watch?.Dispose();

    private void Look()
    {
        foreach (var (path, identity) in _files)
        {
            var present = FileStatus.IdentityOf(path);
            if (present is not null && present == identity)
                continue;
            var why = present is null ? $"'{path}' was deleted or moved while it was in use" : $"another has taken the place of '{path}'";
            if (Interlocked.Exchange(ref _isTold, 1) == 0)
                _gone(new SchedulerException(SchedulerErrors.StoreFailed, _folder, _folder, why));
            return;
        }
    }
}
