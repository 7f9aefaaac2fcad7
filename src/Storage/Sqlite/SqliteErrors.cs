using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HpcScheduler.Storage.Sqlite;

/// <summary>Says what an error of SQLite, or of the file system below it, means in the table of errors.</summary>
internal static class SqliteErrors
{
    private const int NoSpaceUnix = 28;
    private const int NoSpaceWindows = unchecked((int)0x80070070);

    /// <summary>What it means when a store that is open meets it; null if it is none of the store's.</summary>
    public static SchedulerException? Explain(Exception exception, string path) => exception switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB } => Damaged(path, exception.Message, exception),

        // A row that was written is read back as it cannot have been written.
        JsonException or InvalidDataException => Damaged(path, exception.Message, exception),
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL } => Full(path, exception),

        // The index of the write-ahead log could not grow: the disk is full, but SQLite says it in another way.
        SqliteException { SqliteExtendedErrorCode: raw.SQLITE_IOERR_SHMSIZE } => Full(path, exception),
        IOException { HResult: NoSpaceUnix or NoSpaceWindows } => Full(path, exception),
        SqliteException or IOException or UnauthorizedAccessException =>
            Make(SchedulerErrors.StoreFailed, path, exception, path, exception.Message),
        _ => null,
    };

    /// <summary>What it means while the store is being opened: what may not be written is then the folder's fault.</summary>
    public static SchedulerException? ExplainOpen(Exception exception, string path) => exception switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM } => NotUsable(path, exception),
        IOException { HResult: NoSpaceUnix or NoSpaceWindows } => Full(path, exception),
        IOException or UnauthorizedAccessException => NotUsable(path, exception),
        _ => Explain(exception, path),
    };

    public static SchedulerException Damaged(string path, string what, Exception? inner = null) =>
        Make(SchedulerErrors.StoreDamaged, path, inner, path, what);

    private static SchedulerException Full(string path, Exception inner) => Make(SchedulerErrors.StoreFull, path, inner, path);

    private static SchedulerException NotUsable(string path, Exception inner)
    {
        var folder = Path.GetDirectoryName(path);
        return Make(SchedulerErrors.FolderNotUsable, folder, inner, folder, inner.Message);
    }

    private static SchedulerException Make(SchedulerError error, object? target, Exception? inner, params object?[] values) =>
        new(error, target, error.Format(values), inner);
}
