using HpcScheduler.Core.Records;

namespace HpcScheduler.Conformance;

public abstract partial class StoreSuite
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Samples_are_listed_in_the_order_of_their_times_and_names()
    {
        Store.Commit(new() { MetricSamples = [Sample(5, 2.5, "b"), Sample(5, 1, "a"), Sample(5, 3, "b", "größer"), Sample(5, 4, "b", "größer", "count")] });
        Store.Commit(new() { MetricSamples = [Sample(1, -7, "b")] });

        Assert.Equal(
            ["1 b   -7", "5 a   1", "5 b   2.5", "5 b größer  3", "5 b größer count 4"],
            Listed(Noon, Noon.AddHours(1), "a", "b").Select(sample =>
                FormattableString.Invariant($"{sample.Time.Minute} {sample.Metric} {sample.NodeName} {sample.Counter} {sample.Value}")));
        Assert.Equal([1.0], Listed(Noon, Noon.AddHours(1), "a", "c").Select(sample => sample.Value));
        Assert.Empty(Listed(Noon, Noon.AddHours(1)));
    }

    [Fact]
    public void A_list_of_samples_begins_with_one_time_and_ends_before_another()
    {
        Store.Commit(new() { MetricSamples = [Sample(1, 1), Sample(2, 2), Sample(3, 3)] });

        Assert.Equal([2.0], Listed(Noon.AddMinutes(2), Noon.AddMinutes(3), "a").Select(sample => sample.Value));
        Assert.Equal([3.0], Listed(Noon.AddMinutes(2).AddTicks(1), Noon.AddMinutes(3).AddTicks(1), "a").Select(sample => sample.Value));
    }

    [Fact]
    public void Where_samples_are_gone_the_averages_of_hours_remain_and_where_these_are_gone_those_of_days()
    {
        Store.Commit(new() { MetricSamples = [Sample(-24 * 60, 10), Sample(-24 * 60 + 1, 20), Sample(-24 * 60 + 60, 90)] });
        Store.Commit(new() { MetricSamples = [Sample(-60, 1), Sample(-59, 3)] });
        Store.Commit(new() { MetricSamples = [Sample(0, 5)] });
        Assert.Equal([10.0, 20, 90, 1, 3, 5], All());

        Store.Commit(new() { DeletedMetricSamples = [(MetricPeriod.Minute, Noon)] });
        Assert.Equal([15.0, 90, 2, 5], All());
        Assert.Equal(
            [(MetricPeriod.Hour, Noon.AddDays(-1)), (MetricPeriod.Hour, Noon.AddDays(-1).AddHours(1)), (MetricPeriod.Hour, Noon.AddHours(-1)), (MetricPeriod.Minute, Noon)],
            Listed(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, "a").Select(sample => (sample.Period, sample.Time)));

        Store.Commit(new() { DeletedMetricSamples = [(MetricPeriod.Hour, Noon.AddHours(-12))] });
        Assert.Equal([40.0, 2, 5], All());
        Assert.Equal((MetricPeriod.Day, Noon.AddDays(-1).AddHours(-12)), Listed(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, "a").Select(sample => (sample.Period, sample.Time)).First());

        Store.Commit(new() { DeletedMetricSamples = [(MetricPeriod.Day, Noon.AddHours(-12))] });
        Assert.Equal([2.0, 5], All());
        Reopen();
        Assert.Equal([2.0, 5], All());

        IEnumerable<double> All() => Listed(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, "a").Select(sample => sample.Value);
    }

    [Fact]
    public void A_thousand_samples_are_listed_each_once()
    {
        Store.Commit(new() { MetricSamples = [.. Enumerable.Range(0, 1000).Select(number => Sample(number / 100, number, "a", $"node{number % 100:D2}"))] });

        Assert.Equal(Enumerable.Range(0, 1000), Listed(Noon, Noon.AddHours(1), "a").Select(sample => (int)sample.Value));
    }

    public static TheoryData<string, MetricSampleRecord> ImpossibleSamples => new()
    {
        { "no metric", Sample(0, 1, "") },
        { "no number", Sample(0, double.NaN) },
    };

    [Theory]
    [MemberData(nameof(ImpossibleSamples))]
    public void A_sample_that_cannot_be_is_refused(string why, MetricSampleRecord sample)
    {
        var exception = Assert.Throws<SchedulerException>(() => Store.Commit(new() { MetricSamples = [Sample(1, 1), sample] }));

        Assert.True(exception.Error == SchedulerErrors.StoreFailed, why);
        Assert.Empty(Listed(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, "a", ""));
    }

    private static MetricSampleRecord Sample(int minute, double value, string metric = "a", string node = "", string counter = "") =>
        new(Noon.AddMinutes(minute), metric, node, counter, value);

    private List<MetricSampleRecord> Listed(DateTimeOffset begin, DateTimeOffset end, params string[] metrics) =>
        Read(reader => reader.ListMetricSamples(begin, end, metrics).ToList());
}
