namespace HpcScheduler.Core.Records;

/// <summary>The value of a counter of a metric at a time.</summary>
/// <param name="Time">When it was taken; of an average, when the hour or day began.</param>
/// <param name="Metric">The name of the metric.</param>
/// <param name="NodeName">The node; empty for the cluster.</param>
/// <param name="Counter">The counter; may be empty.</param>
/// <param name="Value">The value.</param>
public sealed record MetricSampleRecord(DateTimeOffset Time, string Metric, string NodeName, string Counter, double Value)
{
    /// <summary>Whether it is a sample, or the average of the samples of an hour or day.</summary>
    public MetricPeriod Period { get; init; }

    /// <summary>When the hour or day of a time began, by UTC; for <see cref="MetricPeriod.Minute"/> the time itself.</summary>
    public static DateTimeOffset BeginOf(MetricPeriod period, DateTimeOffset time)
    {
        if (period == MetricPeriod.Minute)
            return time;
        var length = (period == MetricPeriod.Hour ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1)).Ticks;
        return new DateTimeOffset(time.UtcTicks - (time.UtcTicks % length), TimeSpan.Zero);
    }
}
