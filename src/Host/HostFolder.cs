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

    /// <summary>Held by the host as long as it lives; says who that is.</summary>
    public string Lock => System.IO.Path.Join(Path, "host.lock");

    /// <summary>Held while a host starts.</summary>
    public string StartLock => System.IO.Path.Join(Path, "start.lock");

    public string Attempts => System.IO.Path.Join(Path, "attempts");

    /// <summary>Files for the administrator's programs; there while one is asked.</summary>
    public string Filters => System.IO.Path.Join(Path, "filters");

    /// <summary>A folder that is there, to look at it.</summary>
    /// <exception cref="SchedulerException">HpcPermissionDenied: it is another user's.</exception>
    public static HostFolder Find(string path)
    {
        var folder = new HostFolder(path);
        if (FileStatus.Of(path) is { } status && status.UserId != Posix.EffectiveUser() && Posix.EffectiveUser() != 0)
        {
            throw new SchedulerException(
                SchedulerErrors.PermissionDenied, path, Environment.UserName,
                $"look into '{path}', which belongs to {Accounts.Name(status.UserId) ?? "somebody else"}");
        }

        return folder with { IsMachine = IsOpened(path) && IsOpened(folder.Attempts) };
    }

    /// <summary>Whether a file of this name belongs to the scheduler whose folder this is; false where there is no scheduler.</summary>
    public bool Owns(string name) => File.Exists(Lock)
        && (name is "host.sock" or "host.log" or "host.lock" or "start.lock" or "attempts" or "filters"
            || name is "scheduler.db" or "scheduler.db-wal" or "scheduler.db-shm" or "scheduler.db-journal");

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
    /// to the files of their own tasks, by name, and must be root's.
    /// </summary>
    /// <exception cref="SchedulerException">HpcSocketPathTooLong, HpcFolderNotUsable.</exception>
    public void Prepare()
    {
        var length = Encoding.UTF8.GetByteCount(Socket);
        if (length > MaximumSocketBytes)
            throw new SchedulerException(SchedulerErrors.SocketPathTooLong, Socket, Socket, length, MaximumSocketBytes);
        try
        {
            foreach (var path in (string[])[Path, Attempts])
            {
                Directory.CreateDirectory(path, Private);
                if (IsMachine)
                    OpenToOthers(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotUsable(exception);
        }
    }

    private static void OpenToOthers(string path)
    {
        if (FileStatus.Of(path) is not { IsFolder: true, UserId: 0, IsWritableByOthers: false })
            throw new IOException($"'{path}' is not a folder of root's that root alone may write");
        File.SetUnixFileMode(path, Opened);
    }

    private static bool IsOpened(string path) =>
        FileStatus.Of(path) is { IsFolder: true, UserId: 0 } && File.GetUnixFileMode(path) == Opened;

    /// <summary>The error for a folder that cannot be used.</summary>
    public SchedulerException NotUsable(Exception why) =>
        new(SchedulerErrors.FolderNotUsable, Path, SchedulerErrors.FolderNotUsable.Format(Path, why.Message.TrimEnd('.')), why);
}
