using System.Globalization;
using System.IO.Enumeration;
using System.Text;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Host;

/// <summary>The folder of a scheduler, and the names of what is in it.</summary>
/// <param name="Path">Absolute.</param>
internal sealed record HostFolder(string Path)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Opened = Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // sockaddr_un holds 108 bytes, the last of them zero.
    private const int MaximumSocketBytes = 107;

    /// <summary>Whether it is the machine's, so that everybody may connect; else its owner alone.</summary>
    public bool IsMachine { get; init; }

    public string Socket => System.IO.Path.Join(Path, "host.sock");

    public string Log => System.IO.Path.Join(Path, "host.log");

    public string Database => System.IO.Path.Join(Path, "scheduler.db");

    /// <summary>Held by the host as long as it lives; says who that is.</summary>
    public string Lock => System.IO.Path.Join(Path, "host.lock");

    /// <summary>Held while a host starts.</summary>
    public string StartLock => System.IO.Path.Join(Path, "start.lock");

    public string Attempts => System.IO.Path.Join(Path, "attempts");

    /// <summary>Files for the administrator's programs; there while one is asked.</summary>
    public string Filters => System.IO.Path.Join(Path, "filters");

    /// <summary>
    /// A folder that is there, to look at it. Root is refused another's too: what is in it is as that user likes, and root would read and write through
    /// that user's links.
    /// </summary>
    /// <exception cref="SchedulerException">HpcPermissionDenied: it is another user's.</exception>
    public static HostFolder Find(string path)
    {
        var folder = new HostFolder(path);
        if (FileStatus.Of(path) is { } status && status.UserId != Posix.EffectiveUser())
        {
            throw new SchedulerException(
                SchedulerErrors.PermissionDenied, path, Environment.UserName,
                $"look into '{path}', which belongs to {Accounts.Name(status.UserId) ?? "somebody else"}");
        }

        return folder with { IsMachine = IsOpened(path) && IsOpened(folder.Attempts) };
    }

    /// <summary>Whether a file of this name belongs to the scheduler whose folder this is; false where there is no scheduler.</summary>
    public bool Owns(string name) => File.Exists(Lock) && IsOfScheduler(name);

    private static bool IsOfScheduler(string name) => name is "host.sock" or "host.log" or "host.lock" or "start.lock" or "attempts" or "filters"
        or "scheduler.db" or "scheduler.db-wal" or "scheduler.db-shm" or "scheduler.db-journal";

    /// <summary>The highest number of a job that has left anything in the folder of attempts; 0 if none has.</summary>
    public int LastJobOfAttempts() => !Directory.Exists(Attempts) ? 0 : new FileSystemEnumerable<int>(Attempts, JobOfAttempt)
    {
        ShouldIncludePredicate = (ref entry) => entry.IsDirectory,
    }
        .DefaultIfEmpty()
        .Max();

    // There may be a million of them, and a start waits for it: no text is made of a name.
    private static int JobOfAttempt(ref FileSystemEntry entry)
    {
        var end = entry.FileName.IndexOf('.');
        return int.TryParse(end < 0 ? entry.FileName : entry.FileName[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var job) ? job : 0;
    }

    /// <summary>
    /// Makes the folder if it is not there, and checks that it can be used. It is for its owner alone; the machine's lets others come to the socket and
    /// to the files of their own tasks, by name. Whoever could put something into it, or another in its place, would have the host run tasks as its user:
    /// so folder and files must be that user's, and nobody else may exchange any part of the path. Root is no exception.
    /// </summary>
    /// <exception cref="SchedulerException">HpcSocketPathTooLong, HpcFolderNotSafe, HpcFolderNotUsable.</exception>
    public void Prepare()
    {
        var length = Encoding.UTF8.GetByteCount(Socket);
        if (length > MaximumSocketBytes)
            throw new SchedulerException(SchedulerErrors.SocketPathTooLong, Socket, Socket, length, MaximumSocketBytes);
        CheckSafe(Path);
        try
        {
            foreach (var path in (string[])[Path, Attempts])
            {
                Make(path);
                CheckSafe(path);
                if (IsMachine)
                    File.SetUnixFileMode(path, Opened);
            }

            foreach (var file in Directory.EnumerateFileSystemEntries(Path).Where(file => IsOfScheduler(System.IO.Path.GetFileName(file))))
            {
                if (FileStatus.Of(file) is { } status && status.UserId != Posix.EffectiveUser())
                    throw NotSafe($"'{file}' belongs to {Accounts.Name(status.UserId) ?? "somebody else"}");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotUsable(exception);
        }
    }

    // What is made on the way is for nobody else either, whatever the mask of whoever starts the host allows.
    private void Make(string path)
    {
        if (Directory.Exists(path))
            return;
        if (System.IO.Path.GetDirectoryName(path) is { } above)
            Make(above);
        Directory.CreateDirectory(path, IsMachine ? Opened : Private);
    }

    private void CheckSafe(string path)
    {
        if (PathSafety.Fault(path, Posix.EffectiveUser()) is { } fault)
            throw NotSafe(fault);
    }

    private SchedulerException NotSafe(string why) => new(SchedulerErrors.FolderNotSafe, Path, Path, why);

    private static bool IsOpened(string path) =>
        FileStatus.Of(path) is { IsFolder: true, UserId: 0 } && File.GetUnixFileMode(path) == Opened;

    /// <summary>The error for a folder that cannot be used.</summary>
    public SchedulerException NotUsable(Exception why) =>
        new(SchedulerErrors.FolderNotUsable, Path, SchedulerErrors.FolderNotUsable.Format(Path, why.Message.TrimEnd('.')), why);
}
