using HpcScheduler.Core.Ports;
using HpcScheduler.Storage;
using HpcScheduler.Storage.Schema;
using HpcScheduler.Storage.Sqlite;
using static HpcScheduler.Unit.Storage.Samples;

namespace HpcScheduler.Unit.Storage;

/// <summary>A disk without room, stood in for by a limit of pages.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_full_disk_is_told_and_nothing_was_written()
    {
        using var store = OpenSmall();
        store.Commit(Jobs(1, 10));

        var exception = Assert.Throws<SchedulerException>(() => store.Commit(Jobs(5, 5000) with { LastJobId = 5004, DeletedJobs = [1] }));

        Assert.Same(SchedulerErrors.StoreFull, exception.Error);
        Assert.Equal(_folder.Database, exception.Target);
        Assert.Equal(Enumerable.Range(1, 10), store.Load().Jobs.Select(content => content.Job.Id));
        Assert.Equal(0, store.Load().LastJobId);
    }

    [Fact]
    public void After_a_full_disk_the_store_goes_on()
    {
        using var store = OpenSmall();
        for (var id = 1; ; id += 100)
        {
            if (Record.Exception(() => store.Commit(Jobs(id, 100))) is not null)
                break;
        }

        var jobs = store.Load().Jobs.Select(content => content.Job.Id).ToList();
        Assert.Equal(0, jobs.Count % 100);
        store.Commit(new ChangeSet { DeletedJobs = jobs });
        store.Commit(Jobs(10_000, 100));

        Assert.Equal(100, store.Load().Jobs.Count);
        using var reader = store.OpenReader();
        Assert.Equal(100, reader.Count().JobCount);
    }

    public void Dispose() => _folder.Dispose();

    private SqliteStore OpenSmall() => SqliteStore.Open(_folder.Path, Migrator.Default, StoreFile.FullCheckLimit, pageLimit: 60);
}
