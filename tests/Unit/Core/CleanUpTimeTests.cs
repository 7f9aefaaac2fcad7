using HpcScheduler.Core;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Unit.Core;

/// <summary>When ended jobs are deleted (scheduler reference, section 4.1: JobCleanUpHour, JobCleanUpDayOfWeek).</summary>
public sealed class CleanUpTimeTests
{
    // Two hours before UTC in winter, one in summer; the clock is put forward at 2:00 on the last Sunday of March.
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone(
        "test", TimeSpan.FromHours(-2), "test", "test", "test",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday)),
        ]);

    private readonly CoreHarness _harness = new();

    [Theory]
    [InlineData("2026-01-10 03:59", "2026-01-10 04:00")]
    [InlineData("2026-01-10 04:00", "2026-01-10 04:00")]
    [InlineData("2026-01-10 04:01", "2026-01-11 04:00")]
    [InlineData("2026-07-10 03:01", "2026-07-11 03:00")]
    [InlineData("2026-03-28 05:00", "2026-03-29 04:00")]
    public void The_next_one_is_at_the_hour_of_the_clock(string now, string next) =>
        Assert.Equal(Utc(next), CleanUpTime.Next(ClusterProperties.Default, Zone, Utc(now)));

    [Theory]
    [InlineData("2026-01-10 03:59", "2026-01-09 04:00")]
    [InlineData("2026-01-10 04:00", "2026-01-10 04:00")]
    [InlineData("2026-07-10 12:00", "2026-07-10 03:00")]
    public void The_last_one_is_at_the_hour_of_the_clock(string now, string last) =>
        Assert.Equal(Utc(last), CleanUpTime.Last(ClusterProperties.Default, Zone, Utc(now)));

    [Theory]
    [InlineData("2026-01-10 12:00", "2026-01-11 01:00", "2026-01-04 01:00")]
    [InlineData("2026-01-11 00:59", "2026-01-11 01:00", "2026-01-04 01:00")]
    [InlineData("2026-01-11 01:00", "2026-01-11 01:00", "2026-01-11 01:00")]
    [InlineData("2026-01-11 01:01", "2026-01-18 01:00", "2026-01-11 01:00")]
    public void A_day_of_the_week_is_the_only_one(string now, string next, string last)
    {
        // 23 o'clock of Saturday there is 1 o'clock of Sunday in UTC.
        var settings = ClusterProperties.Default with { JobCleanUpHour = 23, JobCleanUpDayOfWeek = DayOfWeek.Saturday };
        Assert.Equal(Utc(next), CleanUpTime.Next(settings, Zone, Utc(now)));
        Assert.Equal(Utc(last), CleanUpTime.Last(settings, Zone, Utc(now)));
    }

    [Fact]
    public void A_job_goes_at_the_first_clean_up_after_its_time()
    {
        _harness.Set("TtlCompletedJobs", 0);
        _harness.Set("JobCleanUpHour", 5);
        var job = _harness.Submitted("work");
        _harness.Exit(job, 1);
        Assert.Equal(_harness.Now.AddHours(5), _harness.Core.NextDeadline);
        _harness.Pass(TimeSpan.FromHours(5) - TimeSpan.FromSeconds(1));
        Assert.True(_harness.Exists(job));
        _harness.Pass(TimeSpan.FromSeconds(1));
        Assert.False(_harness.Exists(job));
    }

    [Fact]
    public void A_clean_up_that_comes_late_takes_only_what_was_due_at_its_hour()
    {
        var early = _harness.Submitted("work");
        _harness.Exit(early, 1);
        _harness.Pass(TimeSpan.FromHours(3));
        var late = _harness.Submitted("work");
        _harness.Exit(late, 1);
        _harness.Set("TtlCompletedJobs", 0);
        _harness.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal((false, true), (_harness.Exists(early), _harness.Exists(late)));
    }

    private static DateTimeOffset Utc(string time) => DateTimeOffset.Parse($"{time}Z", System.Globalization.CultureInfo.InvariantCulture);
}
