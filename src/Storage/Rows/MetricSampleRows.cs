using HpcScheduler.Core.Records;
using HpcScheduler.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace HpcScheduler.Storage.Rows;

/// <summary>Writes the table MetricSample.</summary>
internal sealed class MetricSampleRows(SqliteConnection connection) : IDisposable
{
    public const string Columns = "Period, Time, Metric, NodeName, Counter, Value";

    private static readonly MetricPeriod[] Periods = Enum.GetValues<MetricPeriod>();

    private readonly Statement _add = new(connection, $"INSERT INTO MetricSample ({Columns}, Samples) VALUES (?, ?, ?, ?, ?, ?, 1) "
        + "ON CONFLICT DO UPDATE SET Value = (Value * Samples + excluded.Value) / (Samples + 1), Samples = Samples + 1");

    private readonly Statement _delete = new(connection, "DELETE FROM MetricSample WHERE Period = ? AND Time < ?");

    /// <summary>Writes a sample, and adds it to the averages of its hour and its day.</summary>
    public void Write(MetricSampleRecord sample)
    {
        foreach (var period in Periods)
        {
            _add.Add((long)period)
                .Add(MetricSampleRecord.BeginOf(period, sample.Time))
                .Add(sample.Metric)
                .Add(sample.NodeName)
                .Add(sample.Counter)
                .Add(sample.Value)
                .Run();
        }
    }

    public void Delete(MetricPeriod period, DateTimeOffset before) => _delete.Add((long)period).Add(before).Run();

    public static MetricSampleRecord Read(Statement row)
    {
        var period = (MetricPeriod)row.Int();
        return new MetricSampleRecord(row.Time(), row.Text(), row.Text(), row.Text(), row.Double()) { Period = period };
    }

    public void Dispose()
    {
        _add.Dispose();
        _delete.Dispose();
    }
}
