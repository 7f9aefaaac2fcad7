using System.Globalization;
using HpcScheduler.Core.Ports;
using HpcScheduler.Storage.Schema;
using HpcScheduler.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace HpcScheduler.Storage;

/// <summary>
/// Looks into a store without changing a byte of it or beside it. Of a host that runs it reads as any reader does. Else nobody writes, and
/// the file is read as one that never changes; what is in its log is read from a copy in the temporary folder, because SQLite would bring
/// the log into order in its place.
/// </summary>
public sealed class StoreCheck : IDisposable
{
    private const int MostFaults = 5;

    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly string? _scratch;

    private StoreCheck(string path, SqliteConnection connection, string? scratch) => (_path, _connection, _scratch) = (path, connection, scratch);

    /// <summary>The size of the file in bytes.</summary>
    public long Length => new FileInfo(_path).Length;

    /// <summary>Whether a folder holds a store.</summary>
    public static bool IsThere(string folder) => File.Exists(Path.Combine(folder, StoreFile.Name));

    /// <summary>Whether a write-ahead log lies beside the store of a folder.</summary>
    public static bool HasLog(string folder) => File.Exists(Path.Combine(folder, StoreFile.Name) + "-wal");

    /// <summary>Opens the store of a folder.</summary>
    /// <param name="folder">The scheduler's folder.</param>
    /// <param name="isLive">Whether a host runs.</param>
    /// <exception cref="SchedulerException">What <see cref="SqliteStore.Open(string)"/> throws, and HpcFileNotWritable for the copy.</exception>
    public static StoreCheck Open(string folder, bool isLive)
    {
        var path = Path.Combine(Path.GetFullPath(folder), StoreFile.Name);
        string? scratch = null;
        SqliteConnection? connection = null;
        try
        {
            if (isLive)
                return new(path, StoreFile.OpenForReading(path), null);
            if (new FileInfo(path + "-wal") is { Exists: true, Length: > 0 })
            {
                scratch = Directory.CreateTempSubdirectory("hpc-test-").FullName;
                var copy = Path.Combine(scratch, StoreFile.Name);
                File.Copy(path, copy);
                File.Copy(path + "-wal", copy + "-wal");
                return new(path, StoreFile.Connect(copy, SqliteOpenMode.ReadWrite), scratch);
            }

            connection = StoreFile.Connect(new Uri(path).AbsoluteUri + "?immutable=1", SqliteOpenMode.ReadOnly);
            return new(path, connection, null);
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            if (scratch is not null)
                Directory.Delete(scratch, recursive: true);
            throw SqliteErrors.ExplainOpen(exception, path) ?? exception;
        }
    }

    /// <summary>What the log holds that cannot be read; null if there is nothing of the kind. Not to be asked while a host runs.</summary>
    public static (int Commits, string? Fault) ReadLog(string folder)
    {
        var log = LogFile.Read(Path.Combine(folder, StoreFile.Name + "-wal"));
        return (log?.Commits ?? 0, log?.Fault);
    }

    /// <summary>The version of the schema, and the newest that this program knows.</summary>
    /// <exception cref="SchedulerException">HpcStoreForeign, HpcStoreTooNew, HpcStoreTooOld, HpcStoreDamaged.</exception>
    public (int Version, int Latest) ReadVersion() => Explained(() => (Migrator.Default.Identify(_connection, _path), Migrator.Default.Latest));

    /// <summary>What SQLite's own check of every page and index finds; null if all is well.</summary>
    public string? FindDamage() => Explained(() =>
    {
        using var statement = new Statement(_connection, $"PRAGMA integrity_check({MostFaults})");
        var found = statement.ReadAll(row => row.Text() ?? "");
        return found is ["ok"] ? null : string.Join("; ", found);
    });

    /// <summary>Rows that name a row which is not there; null if there are none.</summary>
    public string? FindDanglingRows() => Explained(() =>
    {
        using var statement = new Statement(_connection, "PRAGMA foreign_key_check");
        var found = statement.ReadAll(row => (Table: row.Text(), Row: row.Long(), Parent: row.Text()));
        return found.Count == 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{found.Count}: {string.Join("; ", found.Take(MostFaults).Select(one => $"row {one.Row} of {one.Table} names none of {one.Parent}"))}");
    });

    /// <summary>Reads what the core needs, and lets it ask for more, all of one commit.</summary>
    /// <exception cref="SchedulerException">HpcStoreDamaged.</exception>
    public T Read<T>(Func<IStore, StoreContent, T> read)
    {
        return Explained(() =>
        {
            _connection.Execute("BEGIN");
            try
            {
                using var store = SqliteStore.Over(_path, _connection);
                return read(store, store.Load());
            }
            finally
            {
                _connection.RollBack();
            }
        });
    }

    /// <summary>Closes it and removes the copy.</summary>
    public void Dispose()
    {
        _connection.Dispose();
        if (_scratch is not null)
            Directory.Delete(_scratch, recursive: true);
    }

    private T Explained<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (SqliteErrors.Explain(exception, _path) is { } explained)
        {
            throw explained;
        }
    }
}
