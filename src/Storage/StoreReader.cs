using System.Collections.Concurrent;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Storage.Reading;
using HpcScheduler.Storage.Rows;
using HpcScheduler.Storage.Sqlite;

namespace HpcScheduler.Storage;

/// <summary>
/// Reads a scheduler's store through connections that cannot write, from any number of threads, while another connection
/// writes. Neither waits for the other.
/// </summary>
public sealed class StoreReader : IStoreReader, IDisposable
{
    /// <summary>
    /// Rows read in one go. Between two goes no read transaction is open, so that a caller who stops in the middle of a listing
    /// cannot keep the write-ahead log from being emptied.
    /// </summary>
    private const int Portion = 256;

    /// <summary>Connections kept for the next reads; more than callers usually are at once are closed after use.</summary>
    private const int KeptConnections = 4;

    private readonly ConcurrentBag<ReadConnection> _idle = [];
    private readonly string _path;
    private readonly JobTotals? _totals;
    private bool _disposed;

    private StoreReader(string path, JobTotals? totals) => (_path, _totals) = (path, totals);

    /// <summary>Reads the store in a folder, which must be there.</summary>
    /// <exception cref="SchedulerException">HpcStoreDamaged, HpcStoreFailed.</exception>
    public static StoreReader Open(string folder) => OpenFile(Path.Combine(Path.GetFullPath(folder), StoreFile.Name));

    /// <inheritdoc/>
    public IEnumerable<JobRecord> ListJobs(JobFilter filter)
    {
        var query = new JobQuery(filter);
        var after = 0;
        while (true)
        {
            var jobs = Read(connection => query.Read(connection, after, Portion));
            foreach (var job in jobs.Where(filter.Passes))
                yield return job;
            if (jobs.Count < Portion)
                yield break;
            after = jobs[^1].Id;
        }
    }

    /// <inheritdoc/>
    public JobRecord? FindJob(int id) => Read(connection => JobQuery.Find(connection, id));

    /// <inheritdoc/>
    public JobContent? LoadJob(int id) => Read(connection => connection.ReadTogether(snapshot =>
        JobQuery.Find(snapshot, id) is { } job ? new JobContent(job, snapshot.Tasks.ReadJob(id)) : null));

    /// <inheritdoc/>
    public IEnumerable<TaskRecord> ListTasks(int jobId, int? taskId, int? subTaskId, TaskState? state)
    {
        if (taskId is { } id)
        {
            foreach (var task in Read(connection => TaskQuery.Find(connection, new(jobId, id, subTaskId ?? 0), state)))
                yield return task;
            yield break;
        }

        var after = new TaskKey(jobId, 0);
        while (true)
        {
            var tasks = Read(connection => TaskQuery.Read(connection, after, state, Portion));
            foreach (var task in tasks)
                yield return task;
            if (tasks.Count < Portion)
                yield break;
            after = tasks[^1].Key;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<(JobHistoryRecord History, JobRecord Job)> ListHistory(
        DateTimeOffset begin, DateTimeOffset end, IReadOnlyCollection<int>? jobIds, IReadOnlyCollection<JobHistoryEvent>? events = null)
    {
        var query = new HistoryQuery(begin, end, jobIds, events);
        var (after, last) = Read(query.FindBounds);
        while (after < last)
        {
            var rows = Read(connection => query.Read(connection, after, last, Portion));
            foreach (var row in rows)
                yield return row;
            if (rows.Count < Portion)
                yield break;
            after = rows[^1].History.JobHistoryId;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<NodeHistoryRecord> ListNodeHistory(DateTimeOffset begin, DateTimeOffset end, IReadOnlyCollection<string>? nodes)
    {
        var after = 0L;
        while (true)
        {
            var rows = Read(connection => connection.Prepare(NodeHistoryRows.Portion)
                .Add(HistoryQuery.RoundUp(begin)).Add(HistoryQuery.RoundUp(end)).Add(after).Add(Portion).ReadAll(NodeHistoryRows.Read));
            // Letters of either case, which SQLite knows of the Latin ones only.
            foreach (var row in rows.Where(row => nodes is null || nodes.Contains(row.NodeName, StringComparer.OrdinalIgnoreCase)))
                yield return row;
            if (rows.Count < Portion)
                yield break;
            after = rows[^1].NodeHistoryId;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<MetricSampleRecord> ListMetricSamples(DateTimeOffset begin, DateTimeOffset end, IReadOnlyCollection<string> metrics)
    {
        var query = new MetricQuery(begin, end, metrics);
        foreach (var (period, until) in Read(MetricQuery.FindSpans))
        {
            MetricSampleRecord? after = null;
            while (true)
            {
                var rows = Read(connection => query.Read(connection, period, until, after, Portion));
                foreach (var row in rows)
                    yield return row;
                if (rows.Count < Portion)
                    break;
                after = rows[^1];
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<(int JobId, IReadOnlyList<int> ParentJobIds)> ListParents() => Read(JobQuery.ListParents);

    /// <inheritdoc/>
    public IReadOnlyList<StateCounts> CountByState() => _totals is null
        ? Read(JobQuery.CountByState)
        : _totals.Read(begun => Read(connection => connection.ReadTogether(snapshot =>
        {
            // The first read settles what the others see.
            snapshot.Prepare("SELECT Id FROM Scheduler").ReadFirst(row => row.Int());
            begun();
            return JobQuery.CountByState(snapshot);
        })));

    /// <inheritdoc/>
    public SchedulerCounts Count() => SchedulerCounts.Of(CountByState());

    /// <summary>Closes the connections; one that is reading closes when it is done.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _disposed, true);
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }

    /// <param name="path">The database.</param>
    /// <param name="totals">What the writer keeps of it; null where that is another process.</param>
    internal static StoreReader OpenFile(string path, JobTotals? totals = null)
    {
        var reader = new StoreReader(path, totals);
        reader.Read(_ => true);
        return reader;
    }

    private T Read<T>(Func<ReadConnection, T> read)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
        ReadConnection? connection = null;
        try
        {
            if (!_idle.TryTake(out connection))
                connection = new(_path);
            var result = read(connection);
            if (!Volatile.Read(ref _disposed) && _idle.Count < KeptConnections)
            {
                _idle.Add(connection);
                connection = null;
            }

            return result;
        }
        catch (Exception exception) when (SqliteErrors.Explain(exception, _path) is { } explained)
        {
            throw explained;
        }
        finally
        {
            // One that failed may be in the middle of a transaction, so it is not kept.
            connection?.Dispose();
        }
    }
}
