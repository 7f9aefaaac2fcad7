using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Storage;
using HpcScheduler.Storage.Sqlite;
using static HpcScheduler.Unit.Storage.Samples;

namespace HpcScheduler.Unit.Storage;

/// <summary>Counts that are kept, beside those that another reader finds in the file.</summary>
public sealed class JobTotalsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteStore _store;
    private readonly StoreReader _kept;
    private readonly StoreReader _counted;

    public JobTotalsTests()
    {
        _store = SqliteStore.Open(_folder.Path);
        (_kept, _counted) = (_store.OpenReader(), StoreReader.Open(_folder.Path));
    }

    [Fact]
    public void They_follow_every_commit()
    {
        Check();
        _store.Commit(Jobs(1, 20));
        Check();
        _store.Commit(new ChangeSet { Jobs = [Job(1, JobState.Running) with { Counts = new TaskCounts { Running = 3, Finished = 4 }, AllocatedCores = 2 }] });
        Check();
        // The same job twice in one commit, and one that goes.
        _store.Commit(new ChangeSet { Jobs = [Job(1, JobState.Finished), Job(1, JobState.Queued), Job(21)], DeletedJobs = [2, 3, 21, 99] });
        Check();
        _store.Commit(new ChangeSet { DeletedJobs = [.. Enumerable.Range(1, 20)] });
        Assert.Empty(_kept.CountByState());
        Check();
    }

    [Fact]
    public void A_commit_that_fails_changes_nothing_of_them()
    {
        _store.Commit(Jobs(1, 3));
        Check();
        // A task needs a job.
        Assert.Throws<SchedulerException>(() => _store.Commit(new ChangeSet { Jobs = [Job(4)], DeletedJobs = [1], Tasks = [Task(99, 1)] }));
        Check();
        _store.Commit(Jobs(5, 1));
        Check();
    }

    [Fact]
    public void They_are_whole_when_first_asked_for_beside_a_writer()
    {
        const int jobs = 200;
        using var begun = new ManualResetEventSlim();
        var writer = new Thread(() =>
        {
            for (var id = 1; id <= jobs; id++)
            {
                _store.Commit(Jobs(id, 1));
                begun.Set();
            }
        });
        writer.Start();
        begun.Wait(TestContext.Current.CancellationToken);
        Assert.NotEmpty(_kept.CountByState());
        writer.Join();
        Assert.Equal(jobs, _kept.Count().JobCount);
        Check();
    }

    [Fact]
    public void A_first_count_that_fails_is_done_again()
    {
        _store.Commit(Jobs(1, 2));
        _kept.Dispose();
        Assert.Throws<ObjectDisposedException>(_kept.CountByState);
        _store.Commit(Jobs(3, 1));
        using var other = _store.OpenReader();
        Assert.Equal(_counted.CountByState(), other.CountByState());
    }

    public void Dispose()
    {
        _kept.Dispose();
        _counted.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }

    private void Check()
    {
        Assert.Equal(_counted.CountByState(), _kept.CountByState());
        Assert.Equal(_counted.Count(), _kept.Count());
    }
}
