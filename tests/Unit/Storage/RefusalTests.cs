using HpcScheduler.Storage;
using Microsoft.Data.Sqlite;
using static HpcScheduler.Unit.Storage.Samples;

namespace HpcScheduler.Unit.Storage;

/// <summary>Files that are refused, each with its own error, and left as they are.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_database_of_a_newer_version_is_too_new()
    {
        MakeStore();
        Sql(_folder.Database, "PRAGMA user_version = 999");

        var exception = AssertRefused(SchedulerErrors.StoreTooNew);

        Assert.Contains("999", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void A_database_of_a_version_that_never_was_is_too_old(int version)
    {
        MakeStore();
        Sql(_folder.Database, $"PRAGMA user_version = {version}");

        AssertRefused(SchedulerErrors.StoreTooOld);
    }

    [Fact]
    public void A_database_of_another_program_is_foreign()
    {
        Sql(_folder.Database, "CREATE TABLE Job (x); INSERT INTO Job VALUES (1)");

        AssertRefused(SchedulerErrors.StoreForeign);
    }

    [Fact]
    public void A_database_with_another_application_id_is_foreign()
    {
        MakeStore();
        Sql(_folder.Database, "PRAGMA application_id = 42");

        AssertRefused(SchedulerErrors.StoreForeign);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(20_000)]
    public void A_file_that_is_no_database_is_damaged(int length)
    {
        File.WriteAllText(_folder.Database, new string('x', length));

        AssertRefused(SchedulerErrors.StoreDamaged);
    }

    [Fact]
    public void A_damaged_header_is_told()
    {
        MakeStore();
        Overwrite(0, 16);

        AssertRefused(SchedulerErrors.StoreDamaged);
    }

    [Fact]
    public void A_file_cut_short_is_damaged()
    {
        MakeStore();
        using (var file = File.OpenWrite(_folder.Database))
            file.SetLength(file.Length / 2);

        AssertRefused(SchedulerErrors.StoreDamaged);
    }

    [Fact]
    public void Every_damaged_page_is_found_or_harmless()
    {
        MakeStore();
        var whole = File.ReadAllBytes(_folder.Database);
        var refused = 0;
        for (var page = 0; page < whole.Length / 4096; page++)
        {
            File.WriteAllBytes(_folder.Database, whole);
            Overwrite(page * 4096, 4096);
            if (page == 0 || Reads() is null)
                continue;
            refused++;
            AssertRefused(SchedulerErrors.StoreDamaged);
        }

        Assert.True(refused > 3, $"{refused} of {whole.Length / 4096} damaged pages were told.");
    }

    [Fact]
    public void Damage_that_is_met_only_while_reading_is_told_then()
    {
        MakeStore();
        var root = int.Parse(SqlText(_folder.Database, "SELECT rootpage FROM sqlite_schema WHERE name = 'Task'"),
            System.Globalization.CultureInfo.InvariantCulture);
        Overwrite((root - 1) * 4096, 4096);

        using var store = SqliteStore.Open(_folder.Path, HpcScheduler.Storage.Schema.Migrator.Default, fullCheckLimit: 0, pageLimit: null);
        using var reader = store.OpenReader();

        Assert.Same(SchedulerErrors.StoreDamaged, Assert.Throws<SchedulerException>(store.Load).Error);
        Assert.Same(SchedulerErrors.StoreDamaged, Assert.Throws<SchedulerException>(() => reader.LoadJob(1)).Error);
        Assert.NotNull(reader.FindJob(1));
    }

    [Theory]
    [InlineData("Properties = '{'")]
    [InlineData("Properties = 'null'")]
    [InlineData("AllocatedNodes = ''")]
    [InlineData("UnfinishedParents = ''")]
    [InlineData("UnfinishedParents = '[1.5]'")]
    [InlineData("CreateTime = 9223372036854775807")]
    public void A_value_that_cannot_be_read_is_damage(string value)
    {
        MakeStore();
        Sql(_folder.Database, "UPDATE Job SET " + value);

        using var store = SqliteStore.Open(_folder.Path);

        Assert.Same(SchedulerErrors.StoreDamaged, Assert.Throws<SchedulerException>(store.Load).Error);
        Assert.Same(SchedulerErrors.StoreDamaged, Assert.Throws<SchedulerException>(() => store.LoadJob(1)).Error);
    }

    [Fact]
    public void A_sub_task_without_its_task_is_damage()
    {
        MakeStore();
        Sql(_folder.Database, "UPDATE Task SET TaskId = 777, SubTaskId = 1, Properties = NULL WHERE TaskId = 200");

        using var store = SqliteStore.Open(_folder.Path);

        Assert.Same(SchedulerErrors.StoreDamaged, Assert.Throws<SchedulerException>(store.Load).Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[99999999999]")]
    public void Core_numbers_that_cannot_be_read_are_damage(string text)
    {
        MakeStore();
        Sql(_folder.Database, $"UPDATE Task SET AllocatedCoreIds = '{text}' WHERE TaskId = 7");

        using var store = SqliteStore.Open(_folder.Path);

        Assert.Same(SchedulerErrors.StoreDamaged, Assert.Throws<SchedulerException>(() => store.LoadJob(1)).Error);
    }

    [Fact]
    public void History_of_no_job_is_damage()
    {
        MakeStore();
        Sql(_folder.Database, "PRAGMA foreign_keys = OFF; DELETE FROM Job WHERE Id = 2");

        using var reader = StoreReader.Open(_folder.Path);

        Assert.Same(SchedulerErrors.StoreDamaged, Assert.Throws<SchedulerException>(
            () => reader.ListHistory(Start, Start.AddDays(1), null).ToList()).Error);
        Assert.Single(reader.ListHistory(Start, Start.AddDays(1), [1]));
    }

    [Fact]
    public void A_missing_table_is_damage()
    {
        MakeStore();
        Sql(_folder.Database, "DROP TABLE Node");

        AssertRefused(SchedulerErrors.StoreDamaged);
    }

    [Fact]
    public void A_folder_that_is_not_there_cannot_be_used()
    {
        var exception = Assert.Throws<SchedulerException>(() => SqliteStore.Open(_folder.File("none")));

        Assert.Same(SchedulerErrors.FolderNotUsable, exception.Error);
        Assert.Equal(_folder.File("none"), exception.Target);
    }

    [Fact]
    public void A_folder_in_place_of_the_file_cannot_be_used()
    {
        Directory.CreateDirectory(_folder.Database);

        Assert.Same(SchedulerErrors.FolderNotUsable, Assert.Throws<SchedulerException>(() => SqliteStore.Open(_folder.Path)).Error);
    }

    public void Dispose() => _folder.Dispose();

    private void MakeStore()
    {
        using var store = SqliteStore.Open(_folder.Path);
        store.Commit(Jobs(1, 100));
        store.Commit(new() { Tasks = [.. Enumerable.Range(1, 200).Select(id => Task(1, id))], History = [Happened(1), Happened(2)] });
    }

    private void Overwrite(long offset, int count)
    {
        using var file = File.OpenWrite(_folder.Database);
        file.Position = offset;
        file.Write([.. Enumerable.Repeat((byte)0xA5, count)]);
    }

    /// <summary>The error of SQLite's own full check, null if it finds the file whole.</summary>
    private string? Reads()
    {
        try
        {
            var found = SqlText(_folder.Database, "PRAGMA integrity_check");
            return found == "ok" ? null : found;
        }
        catch (SqliteException exception)
        {
            return exception.Message;
        }
    }

    private SchedulerException AssertRefused(SchedulerError error)
    {
        var before = File.ReadAllBytes(_folder.Database);

        var exception = Assert.Throws<SchedulerException>(() => SqliteStore.Open(_folder.Path).Dispose());

        Assert.Same(error, exception.Error);
        Assert.Equal(_folder.Database, exception.Target);
        Assert.Equal(before, File.ReadAllBytes(_folder.Database));
        return exception;
    }
}
