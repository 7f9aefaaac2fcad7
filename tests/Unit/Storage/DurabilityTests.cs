using HpcScheduler.Storage;
using HpcScheduler.Storage.Schema;
using HpcScheduler.Storage.Sqlite;
using static HpcScheduler.Unit.Storage.Samples;

namespace HpcScheduler.Unit.Storage;

/// <summary>What the file is like, and what outlives an end without a goodbye.</summary>
public sealed class DurabilityTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void The_writer_flushes_at_every_commit()
    {
        using var connection = StoreFile.OpenForWriting(_folder.Database, Migrator.Default, StoreFile.FullCheckLimit);

        Assert.Equal("wal", connection.ReadText("PRAGMA journal_mode"));
        Assert.Equal(2, connection.ReadNumber("PRAGMA synchronous"));
        Assert.Equal(1, connection.ReadNumber("PRAGMA foreign_keys"));
        Assert.True(connection.ReadNumber("PRAGMA busy_timeout") > 0);
    }

    [Fact]
    public void A_setting_that_does_not_hold_is_an_error()
    {
        using var connection = StoreFile.OpenForWriting(_folder.Database, Migrator.Default, StoreFile.FullCheckLimit);

        Assert.Throws<IOException>(() => connection.Set("page_size", "8192", "8192"));
    }

    [Fact]
    public void The_files_are_for_the_owner_only()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var store = SqliteStore.Open(_folder.Path);
        store.Commit(Jobs(1, 1));

        var files = Directory.GetFiles(_folder.Path);

        Assert.Equal(3, files.Length);
        foreach (var file in files)
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void What_was_committed_is_in_the_files_at_once()
    {
        using var cut = new TempFolder();
        using (var store = SqliteStore.Open(_folder.Path))
        {
            store.Commit(Jobs(1, 10));

            // What a power cut would leave: the files as they are now.
            File.Copy(_folder.Database, cut.Database);
            File.Copy(_folder.File("scheduler.db-wal"), cut.File("scheduler.db-wal"));
            store.Commit(Jobs(11, 10));
        }

        using var recovered = SqliteStore.Open(cut.Path);

        Assert.Equal(Enumerable.Range(1, 10), recovered.Load().Jobs.Select(content => content.Job.Id));
    }

    [Fact]
    public void A_commit_cut_in_the_middle_is_as_if_it_never_was()
    {
        using (var store = SqliteStore.Open(_folder.Path))
        {
            store.Commit(Jobs(1, 10));
            var half = new FileInfo(_folder.File("scheduler.db-wal")).Length;
            store.Commit(Jobs(11, 500));
            var whole = File.ReadAllBytes(_folder.File("scheduler.db-wal"));
            var database = File.ReadAllBytes(_folder.Database);
            for (var length = half; length < whole.Length; length += 4096 + 24)
            {
                using var cut = new TempFolder();
                File.WriteAllBytes(cut.Database, database);
                File.WriteAllBytes(cut.File("scheduler.db-wal"), whole[..(int)length]);
                using var recovered = SqliteStore.Open(cut.Path);
                Assert.Equal(10, recovered.Load().Jobs.Count);
            }
        }

        using var closed = SqliteStore.Open(_folder.Path);
        Assert.Equal(510, closed.Load().Jobs.Count);
    }

    [Fact]
    public void After_closing_one_file_is_all_there_is()
    {
        using (var store = SqliteStore.Open(_folder.Path))
            store.Commit(Jobs(1, 1000));

        Assert.Equal([_folder.Database], Directory.GetFiles(_folder.Path));
        Assert.Equal("1000", SqlText(_folder.Database, "SELECT count(*) FROM Job"));
    }

    [Fact]
    public void Closing_beside_a_reader_that_holds_the_log_loses_nothing()
    {
        var store = SqliteStore.Open(_folder.Path);
        store.Commit(Jobs(1, 10));
        using (var reader = StoreFile.OpenForReading(_folder.Database))
        {
            reader.Execute("BEGIN; SELECT count(*) FROM Job");
            store.Commit(Jobs(11, 10));
            store.Dispose();
        }

        using var again = SqliteStore.Open(_folder.Path);
        Assert.Equal(20, again.Load().Jobs.Count);
    }

    [Fact]
    public void An_empty_change_writes_nothing()
    {
        using var store = SqliteStore.Open(_folder.Path);
        store.Commit(Jobs(1, 1));
        var length = new FileInfo(_folder.File("scheduler.db-wal")).Length;

        store.Commit(new());

        Assert.Equal(length, new FileInfo(_folder.File("scheduler.db-wal")).Length);
    }

    public void Dispose() => _folder.Dispose();
}
