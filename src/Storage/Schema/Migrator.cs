using System.Globalization;
using HpcScheduler.Core.Ports;
using HpcScheduler.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace HpcScheduler.Storage.Schema;

/// <summary>
/// Knows whose a database is and of what version, and brings it up to date: all steps in one transaction, so that a file is of
/// the old version or of the new one and never between. Before an existing file is changed it is copied to a file beside it.
/// </summary>
internal sealed class Migrator(IReadOnlyList<Migration> migrations)
{
    /// <summary>"HPCS": kept in the file's header, it tells our databases from others.</summary>
    public const int ApplicationId = 0x48504353;

    public static readonly Migrator Default = new(Migration.All);

    public int Latest => migrations[^1].Version;

    /// <summary>The version of a database that we may open; 0 if it is an empty one.</summary>
    /// <exception cref="SchedulerException">HpcStoreForeign, HpcStoreTooNew, HpcStoreTooOld.</exception>
    public int Identify(SqliteConnection connection, string path)
    {
        var application = connection.ReadNumber("PRAGMA application_id");
        var version = connection.ReadNumber("PRAGMA user_version");
        if (application == 0 && version == 0 && connection.ReadNumber("SELECT count(*) FROM sqlite_schema") == 0)
            return 0;
        if (application != ApplicationId)
            throw new SchedulerException(SchedulerErrors.StoreForeign, path, path);
        if (version > Latest)
            throw new SchedulerException(SchedulerErrors.StoreTooNew, path, path, version, Latest);

        // The first step makes a database, it changes none; so the oldest one that can be changed is the first.
        if (version < migrations[0].Version)
            throw new SchedulerException(SchedulerErrors.StoreTooOld, path, path, version);
        return (int)version;
    }

    /// <summary>Brings an empty database or one of an older version up to date.</summary>
    public void Migrate(SqliteConnection connection, int version, string path)
    {
        if (version == Latest)
            return;
        if (version > 0)
            Copy(connection, string.Create(CultureInfo.InvariantCulture, $"{path}.v{version}.bak"));
        CrashPoint.Pass(CrashPoint.BeforeMigration);
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var migration in migrations.Where(migration => migration.Version > version))
                connection.Execute(migration.Sql);
            CrashPoint.Pass(CrashPoint.DuringMigration);
            connection.Execute(string.Create(CultureInfo.InvariantCulture,
                $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Latest}; COMMIT"));
        }
        catch
        {
            connection.RollBack();
            throw;
        }
    }

    private static void Copy(SqliteConnection connection, string target)
    {
        // A copy of an earlier attempt may be half a copy.
        File.Delete(target);
        StoreFile.CreateEmpty(target);
        using var copy = StoreFile.Connect(target, SqliteOpenMode.ReadWrite);
        connection.BackupDatabase(copy);
    }
}
