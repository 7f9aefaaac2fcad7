using HpcScheduler.Storage;
using static HpcScheduler.Unit.Storage.Samples;

namespace HpcScheduler.Unit.Storage;

/// <summary>
/// A write-ahead log that a disk has spoiled: what stands before the tear is there, whole commits only; where commits may stand behind it
/// the store says so and keeps the log.
/// </summary>
public sealed class TornLogTests : IDisposable
{
    private const int Commits = 12;
    private const int Header = 32;
    private const int Frame = 24 + 4096;

    private readonly TempFolder _folder = new();
    private readonly byte[] _database;
    private readonly byte[] _log;

    public TornLogTests()
    {
        using var store = SqliteStore.Open(_folder.Path);
        for (var id = 1; id <= Commits; id++)
            store.Commit(Jobs(id, 1));
        _database = File.ReadAllBytes(_folder.Database);
        _log = File.ReadAllBytes(_folder.File("scheduler.db-wal"));
    }

    [Fact]
    public void A_whole_log_gives_everything_and_no_word()
    {
        Assert.Equal((Commits, null), Open(_log, out var kept));
        Assert.Null(kept);
    }

    [Fact]
    public void A_log_cut_at_any_byte_gives_the_commits_before_it()
    {
        var before = 0;
        for (var length = 0; length <= _log.Length; length += 997)
        {
            var (jobs, _) = Open(_log[..length], out _);
            Assert.InRange(jobs, before, Commits);
            before = jobs;
        }

        Assert.InRange(before, Commits - 1, Commits);
    }

    [Fact]
    public void A_log_spoiled_at_any_byte_gives_the_commits_before_it_and_says_that_more_may_be_lost()
    {
        var before = 0;
        for (var at = Header; at < _log.Length; at += 997)
        {
            var torn = _log.ToArray();
            torn[at] ^= 0x5A;
            var (jobs, fault) = Open(torn, out var kept);
            Assert.InRange(jobs, before, Commits - 1);
            before = jobs;

            // Where a frame does not say any more that it ends a commit or is of this log, it is one fewer.
            Assert.True(fault is not null || at >= _log.Length - Frame, $"Byte {at} was spoiled, {jobs} jobs are left, and nothing was said.");
            Assert.Equal(fault is null ? null : torn, kept);
        }

        Assert.Equal(Commits - 1, before);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(24)]
    public void A_log_whose_head_is_spoiled_is_told_and_kept(int at)
    {
        var torn = _log.ToArray();
        torn[at] ^= 0x5A;

        var (jobs, fault) = Open(torn, out var kept);

        Assert.Equal(0, jobs);
        Assert.NotNull(fault);
        Assert.Equal(torn, kept);
    }

    [Fact]
    public void What_is_left_of_a_log_before_it_was_begun_anew_is_no_tear()
    {
        using var cut = new TempFolder();
        using (var store = SqliteStore.Open(_folder.Path))
        {
            // More than the thousand pages after which SQLite writes them into the database and begins the log anew.
            store.Commit(Jobs(1000, 20_000));
            store.Commit(Jobs(1, 1));
            store.Commit(Jobs(2, 1));
            File.Copy(_folder.Database, cut.Database);
            File.Copy(_folder.File("scheduler.db-wal"), cut.File("scheduler.db-wal"));
        }

        using var again = SqliteStore.Open(cut.Path);

        Assert.Null(again.LogFault);
        Assert.Equal(20_000 + Commits, again.Load().Jobs.Count);
    }

    public void Dispose() => _folder.Dispose();

    private (int Jobs, string? Fault) Open(byte[] log, out byte[]? kept)
    {
        using var cut = new TempFolder();
        File.WriteAllBytes(cut.Database, _database);
        File.WriteAllBytes(cut.File("scheduler.db-wal"), log);
        using var store = SqliteStore.Open(cut.Path);
        var bak = cut.File("scheduler.db-wal.bak");
        kept = File.Exists(bak) ? File.ReadAllBytes(bak) : null;
        var jobs = store.Load().Jobs.Select(content => content.Job.Id).ToList();
        Assert.Equal(Enumerable.Range(1, jobs.Count), jobs);
        return (jobs.Count, store.LogFault);
    }
}
