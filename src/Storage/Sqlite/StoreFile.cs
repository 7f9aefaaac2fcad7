using HpcScheduler.Storage.Schema;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HpcScheduler.Storage.Sqlite;

/// <summary>
/// The database file: made whole under another name and then renamed, so that there is never half a database; looked at
/// through a connection that cannot write before it is opened for writing, so that a file we refuse is left as it is.
/// </summary>
internal static class StoreFile
{
    public const string Name = "scheduler.db";

    /// <summary>Up to this size the whole file is checked at every start, which then takes less than a tenth of a second.</summary>
    public const long FullCheckLimit = 16 * 1024 * 1024;

    /// <summary>No database is shorter. SQLite takes a file of one byte for an empty one.</summary>
    private const int SmallestPage = 512;

    /// <summary>Somebody may look into the file with a tool, or read it for a backup; so long that is waited for.</summary>
    private const int BusyTimeoutMilliseconds = 5000;

    /// <summary>After a checkpoint the write-ahead log is cut to this size; a large submit may have made it larger.</summary>
    private const int LogSizeLimit = 16 * 1024 * 1024;

    private static readonly string[] Companions = ["-wal", "-shm", "-journal"];

    /// <summary>A connection for the one writer, to a database that is ours and up to date.</summary>
    public static SqliteConnection OpenForWriting(string path, Migrator migrator, long fullCheckLimit)
    {
        var file = new FileInfo(path);
        if (file is { Exists: true, Length: > 0 })
            Inspect(path, migrator, fullCheckLimit);
        else
            Create(path, migrator);

        var connection = Connect(path, SqliteOpenMode.ReadWrite);
        try
        {
            // SQLite opens for reading what it may not write, and says so at the first write: that would be somebody's request.
            if (raw.sqlite3_db_readonly(connection.Handle!, "main") == 1)
                throw new UnauthorizedAccessException($"{path} may not be written");
            Prepare(connection);
            migrator.Migrate(connection, migrator.Identify(connection, path), path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Looks whether something of the write-ahead log is lost, which SQLite would not say. What cannot be read is overwritten soon, so the log
    /// is then copied to a file beside it. The database must not be open.
    /// </summary>
    /// <returns>What is lost; null if nothing is.</returns>
    public static string? KeepTornLog(string path)
    {
        var log = path + "-wal";
        if (LogFile.Read(log)?.Fault is not { } fault)
            return null;
        File.Copy(log, log + ".bak", overwrite: true);
        return fault;
    }

    /// <summary>A connection that cannot write.</summary>
    public static SqliteConnection OpenForReading(string path)
    {
        var connection = Connect(path, SqliteOpenMode.ReadOnly);
        connection.Execute("PRAGMA query_only = ON");
        return connection;
    }

    public static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            connection.Execute($"PRAGMA busy_timeout = {BusyTimeoutMilliseconds}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Makes a file of length zero that only its owner may read; SQLite gives the same rights to the files beside it.</summary>
    public static void CreateEmpty(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
    }

    private static void Create(string path, Migrator migrator)
    {
        var draft = path + ".new";
        DeleteWithCompanions(draft);
        try
        {
            CreateEmpty(draft);
            // Without a write-ahead log: what a full disk keeps in that would not be in the file that gets the name.
            using var connection = Connect(draft, SqliteOpenMode.ReadWrite);
            connection.Set("synchronous", "FULL", "2");
            migrator.Migrate(connection, 0, draft);
        }
        catch
        {
            // On a full disk it would take the room that somebody has yet to make.
            DeleteWithCompanions(draft);
            throw;
        }

        // A log without its database (someone moved only the database away) would be taken for the new one's.
        if (File.Exists(path + "-wal"))
            File.Move(path + "-wal", path + "-wal.bak", overwrite: true);
        File.Delete(path + "-shm");
        File.Move(draft, path, overwrite: true);
    }

    private static void DeleteWithCompanions(string path)
    {
        foreach (var suffix in Companions)
            File.Delete(path + suffix);
        File.Delete(path);
    }

    private static void Inspect(string path, Migrator migrator, long fullCheckLimit)
    {
        var length = new FileInfo(path).Length;
        if (length < SmallestPage)
            throw SqliteErrors.Damaged(path, "it is too short for a database");
        using var connection = OpenForReading(path);
        migrator.Identify(connection, path);
        if (length > fullCheckLimit)
            return;
        var found = connection.ReadText("PRAGMA quick_check(1)");
        if (found != "ok")
            throw SqliteErrors.Damaged(path, found);
    }

    private static void Prepare(SqliteConnection connection)
    {
        connection.Set("journal_mode", "WAL", "wal");
        connection.Set("synchronous", "FULL", "2");
        connection.Set("foreign_keys", "ON", "1");

        // Without effect but on macOS, where a plain flush stops at the drive's own memory.
        connection.Execute($"PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; PRAGMA journal_size_limit = {LogSizeLimit}");
    }
}
