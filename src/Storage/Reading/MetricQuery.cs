using System.Text.Json;
using HpcScheduler.Core.Records;
using HpcScheduler.Storage.Rows;
using HpcScheduler.Storage.Sqlite;

namespace HpcScheduler.Storage.Reading;

/// <summary>Reads values of metrics in a span of time. A portion goes on behind the last row of the one before.</summary>
internal sealed class MetricQuery(DateTimeOffset begin, DateTimeOffset end, IEnumerable<string> metrics)
{
    private const string First = "SELECT min(Time) FROM MetricSample WHERE Period = ?";

    private const string Portion = $"SELECT {MetricSampleRows.Columns} FROM MetricSample "
        + "WHERE Period = ? AND (Time, Metric, NodeName, Counter) > (?, ?, ?, ?) AND Time < ? AND Metric IN (SELECT value FROM json_each(?)) "
        + "ORDER BY Time, Metric, NodeName, Counter LIMIT ?";

    private readonly long _begin = HistoryQuery.RoundUp(begin);
    private readonly long _end = HistoryQuery.RoundUp(end);
    private readonly string _metrics = $"[{string.Join(',', metrics.Select(name => $"\"{JsonEncodedText.Encode(name)}\""))}]";

    /// <summary>Which period counts until when.</summary>
    public static IReadOnlyList<(MetricPeriod Period, DateTimeOffset Until)> FindSpans(ReadConnection connection) => connection.ReadTogether(snapshot =>
        MetricSpans.Of(FirstOf(snapshot, MetricPeriod.Minute), FirstOf(snapshot, MetricPeriod.Hour)));

    /// <summary>The first rows after another, at most <paramref name="count"/>.</summary>
    public List<MetricSampleRecord> Read(ReadConnection connection, MetricPeriod period, DateTimeOffset until, MetricSampleRecord? after, int count)
    {
        var portion = connection.Prepare(Portion).Add((long)period);
        // No name of a metric is empty, so nothing of a time comes before this.
        portion = after is null
            ? portion.Add(_begin).Add("").Add("").Add("")
            : portion.Add(after.Time).Add(after.Metric).Add(after.NodeName).Add(after.Counter);
        return portion.Add(Math.Min(_end, HistoryQuery.RoundUp(until))).Add(_metrics).Add(count).ReadAll(MetricSampleRows.Read);
    }

    private static DateTimeOffset? FirstOf(ReadConnection connection, MetricPeriod period) =>
        connection.Prepare(First).Add((long)period).ReadFirst(row => row.TimeOrNull());
}
