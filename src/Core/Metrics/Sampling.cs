using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Metrics;

/// <summary>
/// Keeps a sample of every metric once a minute at most, while something runs or waits for cores, and one more when that is over. A scheduler at
/// rest is not woken for it: the last sample is taken as soon as the work is over. Only where work comes and goes within a minute of such a sample
/// does the next one wait for that minute to pass.
/// </summary>
internal sealed class Sampling
{
    /// <summary>The least time between two samples of the same kind: at work, or at rest.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private DateTimeOffset _lastTime;
    private DateTimeOffset? _lastAtWork;
    private DateTimeOffset? _lastAtRest;
    private MachineLoad? _lastLoad;
    private (long Jobs, long Tasks) _lastEnded;

    private MachineLoad? _told;
    private bool _isAsked;
    private bool _hasWorked;

    /// <summary>Says from when on the rates of the first sample count.</summary>
    public void Begin(DateTimeOffset now) => _lastTime = now;

    /// <summary>When the machine has to be looked at; null if nothing is to be sampled.</summary>
    public DateTimeOffset? Due(Turn turn)
    {
        if (_isAsked || !turn.Ledger.ClusterProperties.CollectCounters)
            return null;
        if (IsAtWork(turn))
            return Next(_lastAtWork, turn.Now);
        return _hasWorked ? Next(_lastAtRest, turn.Now) : null;
    }

    /// <summary>Takes in how busy the machine is; the sample is made at the end of the turn.</summary>
    public void Take(MachineLoad load) => (_told, _isAsked) = (load, false);

    /// <summary>Makes a sample if the machine has been looked at, and has it looked at if a sample is due.</summary>
    /// <returns>The changes with the sample.</returns>
    public ChangeSet Pass(Turn turn, ChangeSet changes)
    {
        var isCollected = turn.Ledger.ClusterProperties.CollectCounters;
        _hasWorked = isCollected && (_hasWorked || IsAtWork(turn));
        if (_told is { } load && isCollected)
            changes = Sample(turn, changes, load);
        _told = null;
        if (Due(turn) is not { } due || due > turn.Now)
            return changes;
        if (IsAtWork(turn))
            _lastAtWork = turn.Now;
        _isAsked = true;
        turn.Effects.Add(new Effect.Measure());
        return changes;
    }

    private static bool IsAtWork(Turn turn) => turn.Ledger.Running.Count + turn.Ledger.Waiting.Count > 0;

    // Where the clock was put back, the last time may lie far ahead.
    private static DateTimeOffset Next(DateTimeOffset? last, DateTimeOffset now) => last is null || last > now ? now : last.Value + Interval;

    private ChangeSet Sample(Turn turn, ChangeSet changes, MachineLoad load)
    {
        var totals = turn.Ledger.Totals;
        var minutes = (turn.Now - _lastTime).TotalMinutes;
        var scheduler = SchedulerLoad.Of(turn);
        // What has ended in the last minute says it better than what one of a few seconds would come to.
        if (minutes > 1)
        {
            scheduler = scheduler with
            {
                JobsPerMinute = (totals.EndedJobs - _lastEnded.Jobs) / minutes,
                TasksPerMinute = (totals.EndedTasks - _lastEnded.Tasks) / minutes,
            };
        }

        var values = MetricTable.Values(new MetricSource(scheduler, _lastLoad, load), MetricTable.Measured(turn.Ledger.ClusterProperties));
        // After one at work the last one comes at once.
        _lastAtRest = IsAtWork(turn) ? null : turn.Now;
        _hasWorked = IsAtWork(turn);
        (_lastTime, _lastLoad, _lastEnded) = (turn.Now, load, (totals.EndedJobs, totals.EndedTasks));
        return changes with
        {
            MetricSamples = [.. values.Select(value => new MetricSampleRecord(turn.Now, value.Metric.Name, value.NodeName, value.Counter, value.Value))],
            DeletedMetricSamples = Outdated(turn),
        };
    }

    // Whole hours and days go at a time, so that the averages begin where the samples end.
    private static (MetricPeriod Period, DateTimeOffset Before)[] Outdated(Turn turn)
    {
        var properties = turn.Ledger.ClusterProperties;
        return
        [
            (MetricPeriod.Minute, MetricSampleRecord.BeginOf(MetricPeriod.Hour, turn.Now.AddDays(-properties.MinuteCounterRetention))),
            (MetricPeriod.Hour, MetricSampleRecord.BeginOf(MetricPeriod.Day, turn.Now.AddDays(-properties.HourCounterRetention))),
            (MetricPeriod.Day, MetricSampleRecord.BeginOf(MetricPeriod.Day, turn.Now.AddDays(-properties.DayCounterRetention))),
        ];
    }
}
