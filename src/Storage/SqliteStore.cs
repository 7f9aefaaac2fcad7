using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Storage.Reading;
using HpcScheduler.Storage.Rows;
using HpcScheduler.Storage.Schema;
using HpcScheduler.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;
using SQLitePCL;

namespace HpcScheduler.Storage;

/// <summary>
/// The store of a scheduler: one SQLite file in its folder, written through one connection by one thread. What
/// <see cref="Commit"/> wrote is on disk when it returns and outlives the machine's sudden end; a commit that fails leaves nothing
/// behind, and the store can be used on. One host per folder is the host's affair.
/// </summary>
public sealed class SqliteStore : IStore
{
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly bool _ownsConnection;
    private readonly StorePlace? _place;
    private readonly SafeFileHandle? _index;
    private readonly JsonText _json = new();
    private readonly JobTotals _totals = new();
    private readonly TaskRows _tasks;
    private readonly SettingRows _settings;
    private readonly MemberRows _members;
    private readonly JobTemplateRows _templates;
    private readonly PoolRows _pools;
    private readonly MetricSampleRows _metricSamples;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _writeJob;
    private readonly Statement _writeTask;
    private readonly Statement _addHistory;
    private readonly Statement _addNodeHistory;
    private readonly Statement _deleteJob;
    private readonly Statement _deleteTask;
    private readonly Statement _readNotEnded;
    private readonly Statement _readJob;
    private readonly Statement _findEndedBefore;
    private readonly Statement _firstEnd;
    private readonly Statement _countJob;
    private readonly Statement _listNotEndedIds;
    private readonly Statement _listEndedIds;
    private readonly Statement _countOf;
    private readonly Statement _sizeOf;

    private SqliteStore(string path, SqliteConnection connection, bool ownsConnection)
    {
        _path = path;
        _ownsConnection = ownsConnection;
        _connection = connection;
        if (ownsConnection)
            (_place, _index) = (new StorePlace(path), DiskRoom.Keep(path));
        _tasks = new(connection, _json);
        _members = new(connection);
        _settings = new(connection, _json);
        _templates = new(connection, _json);
        _pools = new(connection);
        _metricSamples = new(connection);
        _begin = new(connection, "BEGIN IMMEDIATE");
        _commit = new(connection, "COMMIT");
        _writeJob = new(connection, JobRows.Upsert);
        _writeTask = new(connection, TaskRows.Upsert);
        _addHistory = new(connection, JobHistoryRows.Insert);
        _addNodeHistory = new(connection, NodeHistoryRows.Insert);
        _deleteJob = new(connection, "DELETE FROM Job WHERE Id = ?");
        _deleteTask = new(connection, "DELETE FROM Task WHERE JobId = ? AND TaskId = ?");
        _readNotEnded = new(connection, $"SELECT {JobRows.Columns} FROM Job WHERE EndTime IS NULL ORDER BY Id");
        _readJob = new(connection, $"SELECT {JobRows.Columns} FROM Job WHERE Id = ?");
        _findEndedBefore = new(connection, "SELECT Id FROM Job WHERE EndTime < ? ORDER BY EndTime, Id LIMIT ?");
        _firstEnd = new(connection, "SELECT min(EndTime) FROM Job WHERE EndTime IS NOT NULL");
        _countJob = new(connection, JobQuery.CountJobSql);
        // Each from an index of its own: the table is a hundred times as large.
        _listNotEndedIds = new(connection, "SELECT Id FROM Job INDEXED BY JobNotEnded WHERE EndTime IS NULL");
        _listEndedIds = new(connection, "SELECT Id FROM Job INDEXED BY JobEnded WHERE EndTime IS NOT NULL");
        _countOf = new(connection, "SELECT count(*), ifnull(sum(LastTaskId), 0) FROM Job WHERE Owner = ?");
        _sizeOf = new(connection, """
            WITH Own AS MATERIALIZED (SELECT Id, octet_length(Properties) AS Size FROM Job WHERE Owner = ?)
            SELECT ifnull((SELECT sum(Size) FROM Own), 0) + ifnull((SELECT sum(octet_length(Task.Properties)) FROM Own JOIN Task ON Task.JobId = Own.Id), 0)
            """);
    }

    /// <summary>What was found lost of the write-ahead log when the store was opened; null if nothing was. The log is kept beside it.</summary>
    public string? LogFault { get; private init; }

    /// <summary>Opens the store in a folder, makes it if there is none, and brings one of an older version up to date.</summary>
    /// <param name="folder">The scheduler's folder, which must exist.</param>
    /// <exception cref="SchedulerException">
    /// HpcStoreDamaged, HpcStoreTooNew, HpcStoreTooOld, HpcStoreForeign, HpcStoreFull, HpcStoreFailed, HpcFolderNotUsable: the file
    /// was left as it is.
    /// </exception>
    public static SqliteStore Open(string folder) => Open(folder, Migrator.Default, StoreFile.FullCheckLimit, null);

    /// <summary>Reads beside this store.</summary>
    public StoreReader OpenReader() => StoreReader.OpenFile(_path, _totals);

    /// <inheritdoc/>
    public StoreContent Load() => Explained(() => new StoreContent
    {
        Jobs = [.. _readNotEnded.ReadAll(row => JobRows.Read(row, _json)).Select(job => new JobContent(job, _tasks.ReadJob(job.Id)))],
        LastJobId = _settings.ReadLastJobId(),
        ClusterProperties = _settings.ReadClusterProperties(),
        Nodes = _settings.ReadNodes(),
        Members = _members.Read(),
        NodeGroups = _settings.ReadNodeGroups(),
        JobTemplates = _templates.ReadAll(),
        Pools = _pools.ReadAll(),
    });

    /// <inheritdoc/>
    public JobContent? LoadJob(int id) => Explained(() =>
        _readJob.Add(id).ReadFirst(row => JobRows.Read(row, _json)) is { } job ? new JobContent(job, _tasks.ReadJob(id)) : null);

    /// <inheritdoc/>
    public JobRecord? FindJob(int id) => Explained(() => _readJob.Add(id).ReadFirst(row => JobRows.Read(row, _json)));

    /// <inheritdoc/>
    public IReadOnlySet<int> ListJobIds() => Explained(() => new HashSet<int>([.. _listNotEndedIds.ReadAll(row => row.Int()), .. _listEndedIds.ReadAll(row => row.Int())]));

    /// <inheritdoc/>
    public IReadOnlyList<int> FindEndedBefore(DateTimeOffset time, int count) =>
        Explained(() => _findEndedBefore.Add(time).Add(count).ReadAll(row => row.Int()));

    /// <inheritdoc/>
    public DateTimeOffset? FirstEnd() => Explained(() => _firstEnd.ReadFirst(row => row.TimeOrNull()));

    /// <inheritdoc/>
    public (int Jobs, long Tasks) CountOf(string owner) => Explained(() => _countOf.Add(owner).ReadFirst(row => (row.Int(), row.Long())));

    /// <inheritdoc/>
    public long SizeOf(string owner) => Explained(() => _sizeOf.Add(owner).ReadFirst(row => row.Long()));

    /// <inheritdoc/>
    public void Commit(ChangeSet changes)
    {
        if (changes.IsEmpty)
            return;
        Explained(() =>
        {
            lock (_totals.Writing)
            {
                try
                {
                    _begin.Run();
                    Write(changes);
                    _place?.Check();
                    _commit.Run();
                    _totals.Commit();
                    return true;
                }
                catch
                {
                    _totals.RollBack();
                    _connection.RollBack();
                    throw;
                }
            }
        });
    }

    /// <summary>Moves what is in the write-ahead log into the database, so that one file is all there is, and closes it.</summary>
    public void Dispose()
    {
        foreach (var part in (IDisposable[])[_begin, _commit, _writeJob, _writeTask, _addHistory, _addNodeHistory, _deleteJob, _deleteTask,
            _readNotEnded, _readJob, _findEndedBefore, _firstEnd, _countOf, _sizeOf, _countJob, _listNotEndedIds, _listEndedIds, _tasks, _settings, _members, _templates, _pools, _metricSamples, _json])
        {
            part.Dispose();
        }

        if (!_ownsConnection)
            return;
        CrashPoint.Pass(CrashPoint.StoreClosing);
        // Its result does not matter: what a reader or a full disk keeps in the log is found there at the next start.
        _ = raw.sqlite3_wal_checkpoint_v2(_connection.Handle, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        _connection.Dispose();
        _index?.Dispose();
    }

    /// <param name="folder">As above.</param>
    /// <param name="migrator">The versions there are.</param>
    /// <param name="fullCheckLimit">The size up to which the file is checked as a whole.</param>
    /// <param name="pageLimit">The largest number of pages, instead of a disk that is full.</param>
    internal static SqliteStore Open(string folder, Migrator migrator, long fullCheckLimit, int? pageLimit)
    {
        var path = Path.Combine(Path.GetFullPath(folder), StoreFile.Name);
        SqliteConnection? connection = null;
        try
        {
            var fault = StoreFile.KeepTornLog(path);
            DiskRoom.Require(path);
            connection = StoreFile.OpenForWriting(path, migrator, fullCheckLimit);
            if (pageLimit is { } limit)
                connection.Execute(FormattableString.Invariant($"PRAGMA max_page_count = {limit}"));
            return Prepare(path, connection, ownsConnection: true, fault);
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            if (SqliteErrors.ExplainOpen(exception, path) is { } explained)
                throw explained;
            throw;
        }
    }

    /// <summary>A store over a connection of the caller's, who reads only and closes it himself.</summary>
    internal static SqliteStore Over(string path, SqliteConnection connection) => Prepare(path, connection, ownsConnection: false);

    private static SqliteStore Prepare(string path, SqliteConnection connection, bool ownsConnection, string? logFault = null)
    {
        try
        {
            return new(path, connection, ownsConnection) { LogFault = logFault };
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_ERROR)
        {
            // The version is right, but a table or column that it has is not there.
            throw SqliteErrors.Damaged(path, exception.Message, exception);
        }
    }

    private void Write(ChangeSet changes)
    {
        foreach (var job in changes.Jobs)
        {
            Uncount(job.Id);
            JobRows.Bind(_writeJob, job, _json);
            _writeJob.Run();
            if (_totals.IsKept)
                _totals.Write(new StateCounts(job.State, 1, job.Counts, job.AllocatedCores), 1);
        }

        foreach (var key in changes.DeletedTasks)
            _deleteTask.Add(key.JobId).Add(key.TaskId).Run();
        foreach (var task in changes.Tasks)
        {
            TaskRows.Bind(_writeTask, task, _json);
            _writeTask.Run();
        }

        foreach (var history in changes.History)
        {
            JobHistoryRows.Bind(_addHistory, history);
            _addHistory.Run();
        }

        foreach (var history in changes.NodeHistory)
        {
            NodeHistoryRows.Bind(_addNodeHistory, history);
            _addNodeHistory.Run();
        }

        foreach (var id in changes.DeletedJobs)
        {
            Uncount(id);
            _deleteJob.Add(id).Run();
        }

        foreach (var name in changes.DeletedNodes)
            _settings.DeleteNode(name);
        foreach (var node in changes.Nodes)
            _settings.Write(node);
        foreach (var member in changes.Members)
            _members.Write(member);
        foreach (var name in changes.DeletedMembers)
            _members.Delete(name);
        foreach (var id in changes.DeletedNodeGroups)
            _settings.DeleteNodeGroup(id);
        foreach (var group in changes.NodeGroups)
            _settings.Write(group);
        foreach (var template in changes.JobTemplates)
            _templates.Write(template);
        foreach (var name in changes.DeletedJobTemplates)
            _templates.Delete(name);
        foreach (var pool in changes.Pools)
            _pools.Write(pool);
        foreach (var name in changes.DeletedPools)
            _pools.Delete(name);
        foreach (var sample in changes.MetricSamples)
            _metricSamples.Write(sample);
        foreach (var (period, before) in changes.DeletedMetricSamples)
            _metricSamples.Delete(period, before);
        if (changes.LastJobId is { } lastJobId)
            _settings.WriteLastJobId(lastJobId);
        if (changes.ClusterProperties is { } properties)
            _settings.Write(properties);
    }

    private void Uncount(int jobId)
    {
        if (_totals.IsKept && _countJob.Add(jobId).ReadFirst(JobQuery.ReadCounts) is { } before)
            _totals.Write(before, -1);
    }

    private T Explained<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (SqliteErrors.Explain(exception, _path) is { } explained)
        {
            throw explained;
        }
    }
}
