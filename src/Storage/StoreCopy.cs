using HpcScheduler.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HpcScheduler.Storage;

/// <summary>Copies a store while it is written: the copy holds one commit and everything before it, in one file without a log.</summary>
public static class StoreCopy
{
    /// <summary>
    /// Copies the store of a folder into a file, which is checked as a whole. It reads in one transaction, so the writer does not wait; the
    /// write-ahead log cannot be emptied meanwhile.
    /// </summary>
    /// <param name="folder">The scheduler's folder.</param>
    /// <param name="target">The file, which must not be there. After an error it may be half a copy.</param>
    /// <exception cref="SchedulerException">HpcSchedulerNotFound, HpcStoreDamaged, HpcStoreTooNew, HpcStoreTooOld, HpcStoreForeign, HpcFileNotWritable.</exception>
    public static void Make(string folder, string target)
    {
        var path = Path.Combine(Path.GetFullPath(folder), StoreFile.Name);
        if (!File.Exists(path))
            throw new SchedulerException(SchedulerErrors.SchedulerNotFound, folder, folder, "");
        try
        {
            DiskRoom.Require(path);
            using var source = StoreFile.OpenForReading(path);
            if (Schema.Migrator.Default.Identify(source, path) == 0)
                throw new SchedulerException(SchedulerErrors.SchedulerNotFound, folder, folder, "");
            StoreFile.CreateEmpty(target);
            using var copy = StoreFile.Connect(target, SqliteOpenMode.ReadWrite);
            source.BackupDatabase(copy);

            // A damaged page is copied like any other; a good copy of before must not give way to it.
            copy.Set("journal_mode", "DELETE", "delete");
            var found = copy.ReadText("PRAGMA integrity_check(1)");
            if (found != "ok")
                throw SqliteErrors.Damaged(path, found);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            throw SqliteErrors.Damaged(path, exception.Message, exception);
        }
        catch (SqliteException exception)
        {
            throw NotWritable(target, exception.Message, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(target, exception.Message, exception);
        }
    }

    private static SchedulerException NotWritable(string target, string why, Exception inner) =>
        new(SchedulerErrors.FileNotWritable, target, SchedulerErrors.FileNotWritable.Format(target, why.TrimEnd('.')), inner);
}
