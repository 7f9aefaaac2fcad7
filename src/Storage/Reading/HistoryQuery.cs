using HpcScheduler.Core.Records;
using HpcScheduler.Storage.Rows;
using HpcScheduler.Storage.Sqlite;

namespace HpcScheduler.Storage.Reading;

/// <summary>
/// Reads what happened to jobs in a span of time. Rows are numbered as they happen, and their times grow but for a clock that was
/// put back. So the first and last number are looked up once, and between them every portion goes on from where the one before
/// ended; to sort by number what an index finds by time would cost the whole span for each portion.
/// </summary>
internal sealed class HistoryQuery
{
    private readonly long _begin;
    private readonly long _end;
    private readonly string? _jobIds;
    private readonly string _boundsSql;
    private readonly string _portionSql;

    public HistoryQuery(DateTimeOffset begin, DateTimeOffset end, IReadOnlyCollection<int>? jobIds, IReadOnlyCollection<JobHistoryEvent>? events)
    {
        _begin = RoundUp(begin);
        _end = RoundUp(end);
        _jobIds = jobIds is null ? null : $"[{string.Join(',', jobIds)}]";
        var condition = "EventTime >= ? AND EventTime < ?" + (jobIds is null ? "" : " AND JobId IN (SELECT value FROM json_each(?))")
            + (events is null ? "" : $" AND Event IN ({string.Join(", ", events.Select(@event => (int)@event))})");
        var index = jobIds is null ? "JobHistoryTime" : "JobHistoryOfJob";
        _boundsSql = $"SELECT min(JobHistoryId) - 1, max(JobHistoryId) FROM JobHistory INDEXED BY {index} WHERE {condition}";
        _portionSql = $"SELECT {JobHistoryRows.Columns} FROM JobHistory NOT INDEXED "
            + $"WHERE {condition} AND JobHistoryId > ? AND JobHistoryId <= ? ORDER BY JobHistoryId LIMIT ?";
    }

    /// <summary>The number before the first, and the last number; zeros if there is none.</summary>
    public (long After, long Last) FindBounds(ReadConnection connection) =>
        Prepare(connection, _boundsSql).ReadFirst(row => (row.Long(), row.Long()));

    /// <summary>The first rows after a number and up to the last, at most <paramref name="count"/>, each with its job.</summary>
    public List<(JobHistoryRecord History, JobRecord Job)> Read(ReadConnection connection, long after, long last, int count) =>
        connection.ReadTogether(snapshot =>
        {
            var rows = Prepare(snapshot, _portionSql).Add(after).Add(last).Add(count).ReadAll(JobHistoryRows.Read);
            var jobs = rows.Select(row => row.JobId).Distinct().ToDictionary(id => id, id => FindJob(snapshot, id));
            return rows.ConvertAll(row => (row, jobs[row.JobId]));
        });

    private static JobRecord FindJob(ReadConnection connection, int id) =>
        JobQuery.Find(connection, id) ?? throw new InvalidDataException($"There is history of job {id} but no job {id}");

    /// <summary>In milliseconds, as times are kept: what lies before a time lies before the next whole one as well.</summary>
    public static long RoundUp(DateTimeOffset time) =>
        time.ToUnixTimeMilliseconds() + (time.UtcTicks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1);

    private Statement Prepare(ReadConnection connection, string sql)
    {
        var statement = connection.Prepare(sql).Add(_begin).Add(_end);
        return _jobIds is null ? statement : statement.Add(_jobIds);
    }
}
