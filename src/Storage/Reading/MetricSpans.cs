using HpcScheduler.Core.Records;

namespace HpcScheduler.Storage.Reading;

/// <summary>From which time on there are samples, and from which averages of hours: so that what was measured is listed once.</summary>
internal static class MetricSpans
{
    /// <summary>The periods in the order of their times, each with the time before which it counts.</summary>
    /// <param name="firstSample">The time of the first sample that is kept; null if there is none.</param>
    /// <param name="firstHour">The first hour that is kept; null if there is none.</param>
    public static IReadOnlyList<(MetricPeriod Period, DateTimeOffset Until)> Of(DateTimeOffset? firstSample, DateTimeOffset? firstHour)
    {
        var hours = Begin(MetricPeriod.Hour, firstSample);
        var days = Begin(MetricPeriod.Day, firstHour < hours ? firstHour : hours);
        return [(MetricPeriod.Day, days), (MetricPeriod.Hour, hours), (MetricPeriod.Minute, DateTimeOffset.MaxValue)];
    }

    private static DateTimeOffset Begin(MetricPeriod period, DateTimeOffset? time) =>
        time is { } first && first != DateTimeOffset.MaxValue ? MetricSampleRecord.BeginOf(period, first) : DateTimeOffset.MaxValue;
}
