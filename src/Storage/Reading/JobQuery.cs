using HpcScheduler.Core.Records;
using HpcScheduler.Storage.Rows;
using HpcScheduler.Storage.Sqlite;

namespace HpcScheduler.Storage.Reading;

/// <summary>
/// Reads jobs that may pass a filter. What SQLite can decide at little cost narrows the rows; the filter itself has the last word,
/// so patterns and letter case mean the same here and in memory.
/// </summary>
internal sealed class JobQuery
{
    private static readonly string FindSql = $"SELECT {JobRows.Columns} FROM Job WHERE Id = ?";

    private const string ParentsSql = "SELECT Id, ParentJobIds FROM Job WHERE ParentJobIds <> '[]' ORDER BY Id";

    /// <summary>One job, as <see cref="ReadCounts"/> reads it.</summary>
    public const string CountJobSql = """
        SELECT State, 1,
            ConfiguringTaskCount, QueuedTaskCount, DispatchingTaskCount, RunningTaskCount,
            CancelingTaskCount, FinishedTaskCount, FailedTaskCount, CanceledTaskCount, AllocatedCores
        FROM Job WHERE Id = ?
        """;

    private readonly JobFilter _filter;
    private readonly string _ids;
    private readonly string _sql;

    public JobQuery(JobFilter filter)
    {
        _filter = filter;
        _ids = filter.Ids is { } ids ? $"[{string.Join(',', ids)}]" : "";

        // The index holds the few that have not ended; without the hint SQLite walks along all jobs, because they are in order.
        _sql = $"SELECT {JobRows.Columns} FROM Job"
            + (filter.NotEndedOnly && filter.Ids is null ? " INDEXED BY JobNotEnded" : "")
            + " WHERE Id > ?"
            + (filter.NotEndedOnly ? " AND EndTime IS NULL" : "")
            + (filter.Ids is null ? "" : " AND Id IN (SELECT value FROM json_each(?))")
            + (filter.State is null ? "" : " AND State & ? <> 0")
            + (filter.BeginSubmitDate is null ? "" : " AND SubmitTime >= ?")
            + (filter.EndSubmitDate is null ? "" : " AND SubmitTime <= ?")
            + " ORDER BY Id LIMIT ?";
    }

    /// <summary>The first jobs after a number, at most <paramref name="count"/>, that may pass.</summary>
    public List<JobRecord> Read(ReadConnection connection, int after, int count)
    {
        var statement = connection.Prepare(_sql).Add(after);
        if (_filter.Ids is not null)
            statement.Add(_ids);
        if (_filter.State is { } state)
            statement.Add((long)state);
        if (_filter.BeginSubmitDate is { } begin)
            statement.Add(begin);
        if (_filter.EndSubmitDate is { } end)
            statement.Add(end);
        return statement.Add(count).ReadAll(connection.ReadJob);
    }

    public static JobRecord? Find(ReadConnection connection, int id) =>
        connection.Prepare(FindSql).Add(id).ReadFirst(connection.ReadJob);

    public static List<(int JobId, IReadOnlyList<int> ParentJobIds)> ListParents(ReadConnection connection) =>
        connection.Prepare(ParentsSql).ReadAll(row => (row.Int(), JsonText.ReadNumbers(row.Utf8())));

    public static List<StateCounts> CountByState(ReadConnection connection) => connection
        .Prepare("""
            SELECT State, count(*),
                total(ConfiguringTaskCount), total(QueuedTaskCount), total(DispatchingTaskCount), total(RunningTaskCount),
                total(CancelingTaskCount), total(FinishedTaskCount), total(FailedTaskCount), total(CanceledTaskCount), total(AllocatedCores)
            FROM Job GROUP BY State ORDER BY State
            """)
        .ReadAll(ReadCounts);

    public static StateCounts ReadCounts(Statement row) => new(
        (JobState)row.Int(),
        row.Int(),
        JobRows.ReadCounts(row),
        row.Int());
}
