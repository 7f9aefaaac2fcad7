using HpcScheduler.Core.Metrics;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Unit.Core;

/// <summary>When samples of metrics are taken, and what is in them.</summary>
public sealed class SamplingTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly CoreHarness _harness = new();

    private int _readings;

    [Fact]
    public void A_scheduler_without_work_takes_none_and_waits_for_nothing()
    {
        _harness.New();
        _harness.Pass(TimeSpan.FromHours(1));

        Assert.False(_harness.IsMeasured);
        Assert.Null(_harness.Core.NextDeadline);
    }

    [Fact]
    public void Work_is_sampled_at_once_and_then_every_minute()
    {
        var start = _harness.Now;
        _harness.Submitted("work");
        Assert.True(_harness.IsMeasured);
        Measured();
        Assert.Equal(start + Minute, _harness.Core.NextDeadline);

        _harness.Pass(TimeSpan.FromSeconds(59));
        Assert.False(_harness.IsMeasured);
        _harness.Pass(TimeSpan.FromSeconds(1));
        Assert.True(_harness.IsMeasured);
        Measured();

        Assert.Equal([start, start + Minute], Times());
    }

    [Fact]
    public void A_sample_is_not_asked_for_twice()
    {
        var job = _harness.Submitted("work");
        Assert.True(_harness.IsMeasured);

        _harness.Start(job, 1);
        _harness.Pass(TimeSpan.FromMinutes(5));

        Assert.False(_harness.IsMeasured);
        Assert.Null(_harness.Core.NextDeadline);
    }

    [Fact]
    public void When_the_work_is_over_there_is_one_more_at_once_and_then_none()
    {
        var job = _harness.Submitted("work");
        Measured();
        _harness.Now += TimeSpan.FromSeconds(5);
        _harness.Exit(job, 1);
        Assert.True(_harness.IsMeasured);
        Measured();

        Assert.Equal([1.0, 0.0], Values("HPCCoresInUse"));
        _harness.Set("TtlCompletedJobs", 36_500);
        Assert.True(_harness.Core.NextDeadline > _harness.Now.AddYears(50));
        _harness.Pass(TimeSpan.FromHours(1));
        Assert.False(_harness.IsMeasured);
    }

    [Fact]
    public void Work_that_comes_and_goes_makes_no_more_than_one_sample_a_minute_at_work_and_one_at_rest()
    {
        var start = _harness.Now;
        for (var second = 0; second < 600; second += 5)
        {
            Run();
            _harness.Pass(TimeSpan.FromSeconds(5));
            if (_harness.IsMeasured)
                Measured();
        }

        Assert.InRange(Times().Count, 10, 20);
        _harness.Pass(Minute);
        if (_harness.IsMeasured)
            Measured();
        Assert.InRange(Times()[^1], start.AddSeconds(595), _harness.Now);
        Assert.Equal(0.0, Values("HPCCoresInUse")[^1]);
    }

    [Fact]
    public void What_waits_for_cores_counts_as_work_and_what_is_on_hold_does_not()
    {
        _harness.Submitted(new JobProperties { HoldUntil = _harness.Now.AddDays(1).LocalDateTime }, new TaskProperties { CommandLine = "later" });
        Assert.False(_harness.IsMeasured);
        _harness.SetNode("node", NodeState.Offline);
        _harness.Submitted("wait");

        Assert.True(_harness.IsMeasured);
        Measured();
        Assert.Equal(2.0, Assert.Single(Values("HPCSchedulerJobs", "Number of queued jobs")));
        Assert.Equal(2.0, Assert.Single(Values("HPCSchedulerTasks", "Number of queued tasks")));
        Assert.Equal(_harness.Now + Minute, _harness.Core.NextDeadline);
    }

    [Fact]
    public void No_samples_are_taken_while_that_is_off()
    {
        _harness.Set("CollectCounters", "False");
        var job = _harness.Submitted("work");
        Assert.False(_harness.IsMeasured);
        _harness.Start(job, 1);
        Assert.Null(_harness.Core.NextDeadline);

        _harness.Set("CollectCounters", "True");
        Assert.True(_harness.IsMeasured);
        _harness.Set("CollectCounters", "False");
        Measured();
        _harness.Exit(job, 1);

        Assert.Empty(Times());
        Assert.False(_harness.IsMeasured);
    }

    [Fact]
    public void The_use_of_processors_is_an_average_since_the_sample_before()
    {
        _harness.Submitted("work");
        _harness.Measured(Load(busy: 100, total: 1000));
        _harness.Pass(Minute);
        _harness.Measured(Load(busy: 125, total: 1100));
        _harness.Pass(Minute);
        _harness.Measured(Load(busy: 125, total: 1300));

        Assert.Equal([25.0, 0.0], Values("HPCCpuUsage", "_Total"));
        Assert.Equal([25.0, 0.0], Values("HPCClusterCpu", "AverageAllNodes"));
    }

    [Fact]
    public void What_ended_is_counted_by_the_minute()
    {
        var job = _harness.Submitted("work");
        Measured();
        _harness.Pass(TimeSpan.FromSeconds(10));
        Run();
        Run();
        Assert.Equal((2.0, 2.0), (_harness.Turn(core => core.Load).JobsPerMinute, _harness.Turn(core => core.Load).TasksPerMinute));
        _harness.Pass(TimeSpan.FromSeconds(110));
        Assert.Equal(0.0, _harness.Turn(core => core.Load).JobsPerMinute);
        Measured();
        _harness.Now += TimeSpan.FromSeconds(5);
        _harness.Exit(job, 1);
        Measured();

        // The last is seconds after the one before: it says what the last minute says.
        Assert.Equal([0.0, 1.0, 1.0], Values("HPCSchedulerThroughput", "Number of jobs ended per minute"));
        Assert.Equal([0.0, 1.0, 1.0], Values("HPCSchedulerThroughput", "Number of tasks ended per minute"));
    }

    [Fact]
    public void A_canceled_task_that_never_ran_is_no_throughput()
    {
        _harness.SetNode("node", NodeState.Offline);
        var job = _harness.Submitted("wait");
        _harness.Stop(job);

        var load = _harness.Turn(core => core.Load);
        Assert.Equal((1.0, 0.0), (load.JobsPerMinute, load.TasksPerMinute));
    }

    [Fact]
    public void Samples_hours_and_days_are_kept_as_long_as_the_settings_say()
    {
        _harness.Set("MinuteCounterRetention", 1);
        _harness.Set("HourCounterRetention", 2);
        _harness.Set("DayCounterRetention", 3);
        _harness.Submitted("work");
        Measured();
        var first = _harness.Now;
        for (var day = 1; day <= 5; day++)
        {
            _harness.Pass(TimeSpan.FromDays(1));
            Measured();
        }

        var kept = _harness.Samples("HPCCoresInUse");
        Assert.Equal(
            [(MetricPeriod.Day, 2), (MetricPeriod.Hour, 3), (MetricPeriod.Minute, 4), (MetricPeriod.Minute, 5)],
            kept.Select(sample => (sample.Period, (sample.Time - MetricSampleRecord.BeginOf(MetricPeriod.Day, first)).Days)));
    }

    [Fact]
    public void A_clock_that_was_put_back_does_not_keep_samples_away()
    {
        _harness.Submitted("work");
        Measured();
        _harness.Pass(-TimeSpan.FromHours(5));

        Assert.True(_harness.IsMeasured);
    }

    private static MachineLoad Load(long busy, long total) => new()
    {
        Processors = Enumerable.Range(0, 4).ToDictionary(number => number, _ => new ProcessorTime(busy, total)),
        TotalMemory = 1000,
        AvailableMemory = 750,
    };

    private void Measured() => _harness.Measured(Load(++_readings * 10, _readings * 100));

    // A job that ends as soon as it runs.
    private void Run()
    {
        var job = _harness.Submitted("short");
        if (_harness.IsMeasured)
            Measured();
        _harness.Exit(job, 1);
        if (_harness.IsMeasured)
            Measured();
    }

    private List<DateTimeOffset> Times() =>
        [.. _harness.Samples("HPCCoresInUse").Where(sample => sample.Period == MetricPeriod.Minute).Select(sample => sample.Time)];

    private List<double> Values(string metric, string counter = "") =>
        [.. _harness.Samples(metric).Where(sample => sample.Period == MetricPeriod.Minute && sample.Counter == counter).Select(sample => sample.Value)];
}
