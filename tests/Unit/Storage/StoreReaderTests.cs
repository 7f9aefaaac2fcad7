using HpcScheduler.Storage;
using HpcScheduler.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using static HpcScheduler.Unit.Storage.Samples;

namespace HpcScheduler.Unit.Storage;

/// <summary>Reading beside the writer.</summary>
public sealed class StoreReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteStore _store;
    private readonly StoreReader _reader;

    public StoreReaderTests()
    {
        _store = SqliteStore.Open(_folder.Path);
        _reader = _store.OpenReader();
    }

    [Fact]
    public void A_commit_is_seen_as_soon_as_it_is_done()
    {
        _store.Commit(Jobs(1, 1));
        Assert.Equal(JobState.Queued, _reader.FindJob(1)!.State);

        _store.Commit(new() { Jobs = [Job(1, JobState.Running)] });

        Assert.Equal(JobState.Running, _reader.FindJob(1)!.State);
        Assert.Null(_reader.FindJob(2));
        Assert.Null(_reader.LoadJob(2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1000)]
    public void A_listing_of_any_length_is_complete_and_in_order(int count)
    {
        _store.Commit(Jobs(1, count));
        _store.Commit(new() { Jobs = [Job(5000)], Tasks = [.. Enumerable.Range(1, count).Select(id => Task(5000, id))] });

        Assert.Equal([.. Enumerable.Range(1, count), 5000], _reader.ListJobs(JobFilter.None).Select(job => job.Id));
        Assert.Equal(Enumerable.Range(1, count), _reader.ListTasks(5000, null, null, null).Select(task => task.Key.TaskId));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1000)]
    public void A_history_of_any_length_is_complete_and_in_order(int count)
    {
        _store.Commit(Jobs(1, 3));
        _store.Commit(new()
        {
            History =
            [
                Happened(3) with { EventTime = Start.AddTicks(-1) },
                .. Enumerable.Range(0, count).Select(index => Happened((index % 2) + 1) with { RequeueId = index }),
                Happened(3) with { EventTime = Start.AddDays(1) },
            ],
        });

        Assert.Equal(Enumerable.Range(0, count), Runs(null));
        Assert.Equal(Enumerable.Range(0, count).Where(index => index % 2 == 1), Runs([2]));

        IEnumerable<int> Runs(int[]? jobIds) =>
            _reader.ListHistory(Start, Start.AddDays(1), jobIds).Select(row => row.History.RequeueId);
    }

    [Fact]
    public void A_history_shares_one_record_of_a_job_per_portion()
    {
        _store.Commit(new() { Jobs = [Job(1)], History = [.. Enumerable.Repeat(Happened(1), 600)] });

        var jobs = _reader.ListHistory(Start, Start.AddDays(1), null).Select(row => row.Job).ToList();

        Assert.Equal(600, jobs.Count);
        Assert.True(jobs.Distinct(ReferenceEqualityComparer.Instance).Count() <= 3);
    }

    [Fact]
    public void What_happens_during_a_listing_of_history_is_not_in_it()
    {
        _store.Commit(new() { Jobs = [Job(1), Job(2)], History = [.. Enumerable.Repeat(Happened(1), 300), Happened(2)] });
        using var listing = _reader.ListHistory(Start, Start.AddDays(1), null).GetEnumerator();
        Assert.True(listing.MoveNext());
        _store.Commit(new() { History = [Happened(2)], DeletedJobs = [1] });

        var left = 0;
        var last = 0;
        while (listing.MoveNext())
        {
            left++;
            last = listing.Current.Job.Id;
        }

        // What was read already, and what is left of the rest.
        Assert.Equal(255 + 1, left);
        Assert.Equal(2, last);
    }

    [Fact]
    public void A_long_sweep_shares_one_object_of_properties_per_portion()
    {
        _store.Commit(new()
        {
            Jobs = [Job(1)],
            Tasks = [Task(1, 1), .. Enumerable.Range(1, 600).Select(id => Task(1, 1, id))],
        });

        var tasks = _reader.ListTasks(1, null, null, null).ToList();

        Assert.Equal(601, tasks.Count);
        Assert.All(tasks, task => Assert.Equal("true", task.Properties.CommandLine));
        Assert.True(tasks.Select(task => task.Properties).Distinct(ReferenceEqualityComparer.Instance).Count() <= 3);
    }

    [Theory]
    [InlineData(JobState.Queued, "1 4")]
    [InlineData(JobState.Finished | JobState.Failed, "2 5")]
    [InlineData(JobState.All, "1 2 3 4 5")]
    [InlineData(JobState.Running | JobState.Failed, "3 5")]
    public void States_are_filtered_by_mask(JobState state, string ids)
    {
        _store.Commit(new()
        {
            Jobs = [Job(1), Job(2, JobState.Finished), Job(3, JobState.Running), Job(4), Job(5, JobState.Failed)],
        });

        Assert.Equal(ids, string.Join(' ', _reader.ListJobs(new() { State = state }).Select(job => job.Id)));
    }

    [Fact]
    public void Filters_must_all_let_a_job_pass()
    {
        _store.Commit(new()
        {
            Jobs =
            [
                Job(1) with { SubmitTime = Start, Owner = "Ann" },
                Job(2) with { SubmitTime = Start.AddSeconds(1), Owner = "bob" },
                Job(3) with { SubmitTime = Start.AddSeconds(2), Owner = "ANN" },
                Job(4) with { Owner = "ann" },
            ],
        });

        Assert.Equal([2, 3], List(new() { BeginSubmitDate = Start.AddMilliseconds(1) }));
        Assert.Equal([1], List(new() { EndSubmitDate = Start.AddSeconds(1) }));
        Assert.Equal([3], List(new() { BeginSubmitDate = Start.AddSeconds(1), Owner = new("ann") }));
        Assert.Equal([1, 4], List(new() { Ids = [4, 2, 1], Owner = new("a*"), State = JobState.Queued }));
        Assert.Empty(List(new() { Ids = [] }));
        Assert.Equal([2], List(new() { Name = new("job [2-2]") }));
        Assert.Equal([1], List(new() { EndSubmitDate = Start.AddTicks(1) }));
    }

    [Fact]
    public void A_listing_taken_slowly_does_not_keep_the_log_from_being_emptied()
    {
        _store.Commit(Jobs(1, 1000) with { History = [.. Enumerable.Range(1, 1000).Select(Happened)] });
        using var listing = _reader.ListJobs(JobFilter.None).GetEnumerator();
        using var history = _reader.ListHistory(Start, Start.AddDays(1), null).GetEnumerator();
        Assert.True(listing.MoveNext());
        Assert.True(history.MoveNext());
        _store.Commit(Jobs(2000, 10));

        using var connection = StoreFile.Connect(_folder.Database, SqliteOpenMode.ReadWrite);

        Assert.Equal(0, connection.ReadNumber("PRAGMA wal_checkpoint(TRUNCATE)"));
        Assert.Equal(0, new FileInfo(_folder.File("scheduler.db-wal")).Length);
        Assert.True(listing.MoveNext());
        Assert.True(history.MoveNext());
    }

    [Fact]
    public void Readers_cannot_write()
    {
        using var connection = StoreFile.OpenForReading(_folder.Database);

        Assert.Throws<SqliteException>(() => connection.Execute("DELETE FROM Job"));
        Assert.Throws<SqliteException>(() => connection.Execute("PRAGMA query_only = OFF; DELETE FROM Job"));
    }

    [Fact]
    public async Task Several_readers_beside_a_writer_see_whole_commits_only()
    {
        const int Commits = 200;
        _store.Commit(new() { Jobs = [Job(1)], Tasks = [Task(1, 1), Task(1, 2)] });
        using var stop = new CancellationTokenSource();
        using var started = new CountdownEvent(3);
        var readers = Enumerable.Range(0, 3).Select(_ => System.Threading.Tasks.Task.Run(() =>
        {
            var reads = 0;
            do
            {
                var content = _reader.LoadJob(1)!;
                Assert.All(content.Tasks, task => Assert.Equal(content.Job.RequeueCount, task.RequeueCount));
                if (reads++ == 0)
                    started.Signal();
            }
            while (!stop.IsCancellationRequested);
            return reads;
        })).ToList();
        Assert.True(started.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));

        for (var i = 1; i <= Commits; i++)
        {
            _store.Commit(new()
            {
                Jobs = [Job(1) with { RequeueCount = i }],
                Tasks = [Task(1, 1) with { RequeueCount = i }, Task(1, 2) with { RequeueCount = i }],
            });
        }

        await stop.CancelAsync();
        Assert.All(await System.Threading.Tasks.Task.WhenAll(readers), reads => Assert.True(reads > 0));
        Assert.Equal(Commits, _reader.FindJob(1)!.RequeueCount);
    }

    [Fact]
    public void A_missing_store_cannot_be_read() =>
        Assert.Same(SchedulerErrors.StoreFailed,
            Assert.Throws<SchedulerException>(() => StoreReader.Open(_folder.File("none"))).Error);

    [Fact]
    public void A_closed_reader_says_so()
    {
        _reader.Dispose();
        _reader.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _reader.Count());
    }

    public void Dispose()
    {
        _reader.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }

    private List<int> List(JobFilter filter) => [.. _reader.ListJobs(filter).Select(job => job.Id)];
}
