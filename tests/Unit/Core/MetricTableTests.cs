using HpcScheduler.Core.Metrics;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Unit.Core;

/// <summary>What the metrics say.</summary>
public sealed class MetricTableTests
{
    private static readonly NodeRecord[] Nodes =
    [
        new("left", 1, 4) { CoreIds = [0] },
        new("right", 2, null) { CoreIds = [1, 2] },
        new("way", 1, null) { CoreIds = [3], Role = NodeRole.BrokerNode },
    ];

    private readonly CoreHarness _harness = new(Nodes);

    [Fact]
    public void Names_are_given_once_and_each_counter_once_a_metric()
    {
        Assert.Equal(MetricTable.All.Count, MetricTable.All.Select(metric => metric.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        foreach (var metric in MetricTable.All)
        {
            Assert.Equal(metric.OfJob is null, metric.Counters.Count > 0);
            Assert.Equal(metric.Counters.Count, metric.Counters.Select(counter => counter.Name).Distinct().Count());
            Assert.NotEmpty(metric.Unit);
            Assert.EndsWith(".", metric.Description, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Cores_are_busy_idle_or_offline()
    {
        _harness.SetNode("right", NodeState.Offline);
        _harness.Submitted("a", "b");

        Assert.Equal(
            ["2 busy", "2 idle", "2 offline", "4 online", "0 unreachable", "6 Total number of cores"],
            Of("HPCSchedulerCores").Select(value => $"{value.Value} {value.Counter}".Replace("Number of ", "").Replace(" cores", value.Counter[0] == 'T' ? " cores" : "")));
        Assert.Equal([("left", 2.0), ("right", 0.0), ("way", 0.0)], Of("HPCCoresInUse").Select(value => (value.NodeName, value.Value)));
        Assert.Equal([1.0, 0.0, 0.0], Of("HPCJobsRunning").Select(value => value.Value));
    }

    [Fact]
    public void Nodes_are_counted_by_their_states_if_they_run_tasks()
    {
        _harness.SetNode("right", NodeState.Offline);

        Assert.Equal([0.0, 1.0, 1.0, 0.0, 2.0], Of("HPCSchedulerNodes").Select(value => value.Value));
    }

    [Fact]
    public void Tasks_run_once_their_processes_do()
    {
        var job = _harness.Submitted("a", "b");
        Assert.Equal([0.0, 0.0], Of("HPCSchedulerTasks").Select(value => value.Value));
        _harness.Start(job, 1);

        Assert.Equal([0.0, 1.0], Of("HPCSchedulerTasks").Select(value => value.Value));
        Assert.Equal(1.0, Of("HPCTasksRunning").Sum(value => value.Value));
        Assert.Equal([0.0, 0.0, 1.0], Of("HPCSchedulerJobs").Select(value => value.Value));
    }

    [Fact]
    public void Jobs_that_have_ended_are_counted_where_somebody_did()
    {
        var load = _harness.Turn(core => core.Load) with { JobsByState = new Dictionary<JobState, int> { [JobState.Failed] = 3 }, TotalJobs = 7 };

        Assert.Equal(
            ["Number of canceled jobs 0", "Number of failed jobs 3", "Number of finished jobs 0", "Total number of jobs 7"],
            Values("HPCSchedulerJobs", new MetricSource(load, null, null)).Where(value => value.Counter.Contains("ed jobs") || value.Counter[0] == 'T')
                .Where(value => !value.Counter.Contains("queued")).Select(value => $"{value.Counter} {value.Value}"));
    }

    [Fact]
    public void Processors_of_a_node_are_its_own()
    {
        var before = Load((0, 0), (0, 0), (0, 0), (0, 0));
        var now = Load((100, 100), (50, 100), (0, 100), (25, 100));
        var source = new MetricSource(_harness.Turn(core => core.Load), before, now);

        Assert.Equal([("left", 100.0), ("right", 25.0), ("way", 25.0)], Values("HPCCpuUsage", source).Select(value => (value.NodeName, value.Value)));
        Assert.Equal(62.5, Assert.Single(Values("HPCClusterCpu", source)).Value);
        var metric = MetricTable.All.Single(metric => metric.Name == "HPCCpuUsage");
        Assert.Equal(
            [("1", 50.0), ("2", 0.0)],
            MetricTable.OfProcessors(source, metric, source.Scheduler.Nodes[1]).Select(value => (value.Counter, value.Value)));
    }

    [Fact]
    public void Where_processors_are_shared_every_node_is_as_busy_as_all()
    {
        var source = new MetricSource(
            _harness.Turn(core => core.Load),
            Load((0, 0), (0, 0)) with { IsShared = true },
            Load((100, 100), (50, 100)) with { IsShared = true });

        Assert.Equal([75.0, 75.0, 75.0], Values("HPCCpuUsage", source).Select(value => value.Value));
        Assert.Empty(MetricTable.OfProcessors(source, MetricTable.All.Single(metric => metric.Name == "HPCCpuUsage"), source.Scheduler.Nodes[0]));
    }

    [Fact]
    public void What_nobody_can_tell_is_left_out()
    {
        var source = new MetricSource(_harness.Turn(core => core.Load), MachineLoad.Unknown, MachineLoad.Unknown);

        foreach (var name in new[] { "HPCCpuUsage", "HPCClusterCpu", "HPCPhysicalMem", "HPCPhysicalMemInUse" })
            Assert.Empty(Values(name, source));
        Assert.Equal([750.0, 750.0, 750.0], Values("HPCPhysicalMem", source with { Now = Load() }).Select(value => value.Value));
        Assert.Equal([250.0, 250.0, 250.0], Values("HPCPhysicalMemInUse", source with { Now = Load() }).Select(value => value.Value));
    }

    private static MachineLoad Load(params (long Busy, long Total)[] times) => new()
    {
        Processors = times.Select((time, number) => (time, number)).ToDictionary(pair => pair.number, pair => new ProcessorTime(pair.time.Busy, pair.time.Total)),
        TotalMemory = 1000,
        AvailableMemory = 750,
    };

    private static List<MetricValue> Values(string metric, MetricSource source) =>
        [.. MetricTable.Values(source, [MetricTable.All.Single(known => known.Name == metric)])];

    [Fact]
    public void A_job_has_a_value_for_its_processes_under_its_number()
    {
        var (before, now) = (new ProcessUse(TimeSpan.FromSeconds(10), 0, 1), new ProcessUse(TimeSpan.FromSeconds(11), 3 * 1_048_576, 2));
        var source = new MetricSource(new SchedulerLoad(), null, null)
        {
            Jobs = (new Dictionary<int, ProcessUse> { [7] = before }, new Dictionary<int, ProcessUse> { [12] = now, [7] = now }, TimeSpan.FromSeconds(0.5)),
        };
        Assert.Equal(
            ["HPCJobCpuTime 7 11", "HPCJobCpuTime 12 11", "HPCJobCpuUsage 7 200", "HPCJobCpuUsage 12 0", "HPCJobPhysicalMem 7 3", "HPCJobPhysicalMem 12 3"],
            MetricTable.All.SelectMany(metric => MetricTable.OfJobs(source, metric)).Select(value => $"{value.Metric.Name} {value.Counter} {value.Value}"));
    }

    private List<MetricValue> Of(string metric) => Values(metric, new MetricSource(_harness.Turn(core => core.Load), null, null));
}
