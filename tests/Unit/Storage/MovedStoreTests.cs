using HpcScheduler.Storage;
using static HpcScheduler.Unit.Storage.Samples;

namespace HpcScheduler.Unit.Storage;

/// <summary>Files that are deleted or replaced while a store has them open: nothing is acknowledged that would be gone with the process.</summary>
public sealed class MovedStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("scheduler.db", false)]
    [InlineData("scheduler.db-wal", false)]
    [InlineData("scheduler.db", true)]
    [InlineData("scheduler.db-wal", true)]
    public void A_commit_to_files_that_no_name_leads_to_fails(string name, bool isReplaced)
    {
        using var store = SqliteStore.Open(_folder.Path);
        store.Commit(Jobs(1, 1));
        var file = _folder.File(name);
        File.Move(file, file + ".old");
        if (isReplaced)
            File.Copy(file + ".old", file);

        var error = Assert.Throws<SchedulerException>(() => store.Commit(Jobs(2, 1)));

        Assert.Same(SchedulerErrors.StoreFailed, error.Error);
        Assert.Contains(isReplaced ? "another file has taken the place of" : "was deleted or moved while it was in use", error.Message, StringComparison.Ordinal);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        File.Move(file + ".old", file, overwrite: true);
        store.Commit(Jobs(3, 1));
        Assert.Equal([1, 3], store.ListJobIds().Order());
    }

    [Fact]
    public void What_was_committed_before_the_log_was_deleted_is_kept_when_the_store_is_closed()
    {
        using (var store = SqliteStore.Open(_folder.Path))
        {
            store.Commit(Jobs(1, 1));
            File.Delete(_folder.File("scheduler.db-wal"));
            Assert.Throws<SchedulerException>(() => store.Commit(Jobs(2, 1)));
        }

        using var next = SqliteStore.Open(_folder.Path);
        Assert.Equal([1], next.ListJobIds());
    }
}
