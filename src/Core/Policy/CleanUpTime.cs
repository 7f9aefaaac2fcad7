using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>
/// When ended jobs are deleted: at JobCleanUpHour, local time, of every day or of JobCleanUpDayOfWeek (scheduler reference, section 4.1).
/// </summary>
public static class CleanUpTime
{
    private const int DaysOfWeek = 7;

    /// <summary>The first at or after a time.</summary>
    public static DateTimeOffset Next(ClusterProperties settings, TimeZoneInfo zone, DateTimeOffset time) =>
        Around(settings, zone, time, 1).First(cleanUp => cleanUp >= time);

    /// <summary>The last at or before a time.</summary>
    public static DateTimeOffset Last(ClusterProperties settings, TimeZoneInfo zone, DateTimeOffset time) =>
        Around(settings, zone, time, -1).First(cleanUp => cleanUp <= time);

    // One of a week may be today and over, or not yet: a day more than a week has one that is not.
    private static IEnumerable<DateTimeOffset> Around(ClusterProperties settings, TimeZoneInfo zone, DateTimeOffset time, int direction) =>
        from number in Enumerable.Range(0, DaysOfWeek + 1)
        let date = TimeZoneInfo.ConvertTime(time, zone).Date.AddDays(direction * number)
        where settings.JobCleanUpDayOfWeek is null || date.DayOfWeek == settings.JobCleanUpDayOfWeek
        select At(zone, date.AddHours(settings.JobCleanUpHour));

    // Where the clock is put forward the hour may be missing; then it is the next one.
    private static DateTimeOffset At(TimeZoneInfo zone, DateTime local)
    {
        var there = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(there, zone.GetUtcOffset(there)).ToUniversalTime();
    }
}
