using HpcScheduler.Storage;
using static HpcScheduler.Unit.Storage.Samples;

namespace HpcScheduler.Unit.Storage;

/// <summary>A copy of a store that is being written.</summary>
public sealed class StoreCopyTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _copy = new();

    [Fact]
    public void A_copy_made_while_a_store_is_written_holds_whole_commits_only()
    {
        using var store = SqliteStore.Open(_folder.Path);
        store.Commit(Jobs(1, 100) with { LastJobId = 100 });
        using var enough = new ManualResetEventSlim();
        using var done = new CancellationTokenSource();
        var writer = new Thread(() =>
        {
            for (var last = 100; !done.IsCancellationRequested; last += 100)
            {
                store.Commit(Jobs(last + 1, 100) with { LastJobId = last + 100 });
                if (last > 500)
                    enough.Set();
            }
        });
        writer.Start();
        for (var round = 0; round < 5; round++)
        {
            StoreCopy.Make(_folder.Path, _copy.File($"{round}.db"));
            enough.Wait(TestContext.Current.CancellationToken);
        }

        done.Cancel();
        writer.Join();
        var lasts = new List<int>();
        for (var round = 0; round < 5; round++)
        {
            File.Move(_copy.File($"{round}.db"), _copy.Database, overwrite: true);
            using var copied = SqliteStore.Open(_copy.Path);
            var content = copied.Load();
            Assert.Equal(Enumerable.Range(1, content.LastJobId), content.Jobs.Select(job => job.Job.Id));
            lasts.Add(content.LastJobId);
        }

        Assert.Equal(lasts.Order(), lasts);
        Assert.True(lasts[^1] > 100, $"The copies hold {string.Join(", ", lasts)} jobs: nothing was written while they were made.");
    }

    [Fact]
    public void A_copy_is_one_file_for_its_owner_only()
    {
        using var store = SqliteStore.Open(_folder.Path);
        store.Commit(Jobs(1, 10));

        StoreCopy.Make(_folder.Path, _copy.Database);

        Assert.Equal([_copy.Database], Directory.GetFiles(_copy.Path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_copy.Database));
    }

    [Fact]
    public void Where_there_is_no_store_there_is_no_copy()
    {
        var exception = Assert.Throws<SchedulerException>(() => StoreCopy.Make(_folder.Path, _copy.Database));

        Assert.Same(SchedulerErrors.SchedulerNotFound, exception.Error);
        Assert.Empty(Directory.GetFiles(_copy.Path));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _copy.Dispose();
    }
}
