using System.Globalization;
using static HpcScheduler.MetricType;

namespace HpcScheduler.Core.Metrics;

/// <summary>
/// Every metric with its counters (cmdlets reference, section 7.4). Names and counters are HPC Pack's where it has such a metric: page 023 of the
/// decisions.
/// </summary>
public static class MetricTable
{
    private const string Total = "_Total";

    private static readonly NodeLoad NoNode = new(new Records.NodeRecord("", 0, null), 0, 0, 0);

    private static readonly Metric[] OfCluster =
    [
        new("HPCClusterCpu", Calculated, "%", "How busy the processors of all nodes are that run tasks, on average over the nodes.")
        {
            Targets = [MetricTarget.Cluster],
            IsRate = true,
            Counters = [new("AverageAllNodes", (source, _) => Average(source))],
        },
        new("HPCJobCpuTime", Performance, "s", "Processor time that the processes of a job have used, of those that run and those whose end they have waited for.")
        {
            Targets = [MetricTarget.Cluster],
            Counters = [],
            OfJob = (_, now, _) => now.ProcessorTime.TotalSeconds,
        },
        new("HPCJobCpuUsage", Performance, "%", "Processor time that the processes of a job use, in percent of one processor.")
        {
            Targets = [MetricTarget.Cluster],
            IsRate = true,
            Counters = [],
            OfJob = (before, now, seconds) => Math.Max(0, (now.ProcessorTime - before.ProcessorTime).TotalSeconds / seconds * 100),
        },
        new("HPCJobPhysicalMem", Performance, "MB", "Memory that the processes of a job hold; what several of them share is counted for each.")
        {
            Targets = [MetricTarget.Cluster],
            Counters = [],
            OfJob = (_, now, _) => now.Memory / 1048576.0,
        },
        new("HPCSchedulerCores", Calculated, "cores", "Cores of the nodes that run tasks.")
        {
            Targets = [MetricTarget.Cluster],
            Counters =
            [
                new("Number of busy cores", load => load.BusyCores),
                new("Number of idle cores", load => Workers(load).Where(IsOnline).Sum(node => node.IdleCores)),
                new("Number of offline cores", load => Workers(load).Where(node => !IsOnline(node)).Sum(node => node.IdleCores)),
                new("Number of online cores", load => Workers(load).Where(IsOnline).Sum(node => node.Node.UsableCores)),
                new("Number of unreachable cores", _ => 0),
                new("Total number of cores", load => Workers(load).Sum(node => node.Node.UsableCores)),
            ],
        },
        new("HPCSchedulerJobs", Calculated, "jobs", "Jobs by their states. Those that have ended, and all together, are counted now and not kept.")
        {
            Targets = [MetricTarget.Cluster],
            CountsEndedJobs = true,
            Counters =
            [
                new("Number of canceled jobs", load => load.JobsByState?.GetValueOrDefault(JobState.Canceled)),
                new("Number of configuring jobs", load => load.ConfiguringJobs),
                new("Number of failed jobs", load => load.JobsByState?.GetValueOrDefault(JobState.Failed)),
                new("Number of finished jobs", load => load.JobsByState?.GetValueOrDefault(JobState.Finished)),
                new("Number of queued jobs", load => load.QueuedJobs),
                new("Number of running jobs", load => load.RunningJobs),
                new("Total number of jobs", load => load.TotalJobs),
            ],
        },
        new("HPCSchedulerNodes", Calculated, "nodes", "Nodes that run tasks, by their states.")
        {
            Targets = [MetricTarget.Cluster],
            Counters =
            [
                new("Number of draining nodes", load => Workers(load).Count(node => node.Node.State == NodeState.Draining)),
                new("Number of offline nodes", load => Workers(load).Count(node => node.Node.State == NodeState.Offline)),
                new("Number of online nodes", load => Workers(load).Count(IsOnline)),
                new("Number of unreachable nodes", _ => 0),
                new("Total number of nodes", load => Workers(load).Count()),
            ],
        },
        new("HPCSchedulerTasks", Calculated, "tasks", "Tasks of submitted jobs that wait, and tasks that run.")
        {
            Targets = [MetricTarget.Cluster],
            Counters =
            [
                new("Number of queued tasks", load => load.QueuedTasks),
                new("Number of running tasks", load => load.RunningTasks),
            ],
        },
        new("HPCSchedulerThroughput", Calculated, "per minute", "Jobs that ended, and tasks that ran and ended, in a minute.")
        {
            Targets = [MetricTarget.Cluster],
            Counters =
            [
                new("Number of jobs ended per minute", load => load.JobsPerMinute),
                new("Number of tasks ended per minute", load => load.TasksPerMinute),
            ],
        },
    ];

    private static readonly MetricTarget[] Nodes =
        [MetricTarget.HeadNode, MetricTarget.ComputeNode, MetricTarget.BrokerNode, MetricTarget.WorkStationNode];

    private static readonly Metric[] OfNodes =
    [
        new("HPCCoresInUse", Calculated, "cores", "Cores of the node that jobs hold.")
        {
            Targets = Nodes,
            Counters = [new("", (_, node) => node.CoresInUse)],
        },
        new("HPCCpuUsage", Performance, "%", "How busy the processors of the node are, whatever runs on them: all together, and each by its number.")
        {
            Targets = Nodes,
            IsRate = true,
            HasProcessors = true,
            Counters = [new(Total, (source, node) => source.ProcessorUse(node))],
        },
        new("HPCJobsRunning", Calculated, "jobs", "Jobs that hold cores of the node.")
        {
            Targets = Nodes,
            Counters = [new("", (_, node) => node.Jobs)],
        },
        new("HPCPhysicalMem", Performance, "MB", "Memory of the node's machine that new processes could have.")
        {
            Targets = Nodes,
            Counters = [new("", (source, _) => source.Now?.AvailableMemory)],
        },
        new("HPCPhysicalMemInUse", Performance, "MB", "Memory of the node's machine that is in use.")
        {
            Targets = Nodes,
            Counters = [new("", (source, _) => source.Now?.TotalMemory - source.Now?.AvailableMemory)],
        },
        new("HPCTasksRunning", Calculated, "tasks", "Tasks that run on the node.")
        {
            Targets = Nodes,
            Counters = [new("", (_, node) => node.Tasks)],
        },
    ];

    /// <summary>All, those of the cluster first, then in the order of their names.</summary>
    public static readonly IReadOnlyList<Metric> All = [.. OfCluster, .. OfNodes];

    /// <summary>Those that are measured.</summary>
    public static IReadOnlyList<Metric> Measured(Records.ClusterProperties properties)
    {
        if (properties.RemovedMetrics.Length == 0)
            return All;
        var removed = properties.RemovedMetrics.Split(',');
        return [.. All.Where(metric => !removed.Contains(metric.Name))];
    }

    /// <summary>The values of metrics: those of the cluster, then those of each node. What nobody can tell is left out.</summary>
    public static IEnumerable<MetricValue> Values(MetricSource source, IReadOnlyCollection<Metric> metrics)
    {
        foreach (var value in metrics.Where(metric => metric.IsOfCluster).SelectMany(metric => Values(source, metric, NoNode)))
            yield return value;
        foreach (var node in source.Nodes)
        {
            foreach (var value in metrics.Where(metric => !metric.IsOfCluster).SelectMany(metric => Values(source, metric, node)))
                yield return value;
        }
    }

    /// <summary>The values of each processor of a node, for a metric that has them as counters.</summary>
    public static IEnumerable<MetricValue> OfProcessors(MetricSource source, Metric metric, NodeLoad node) => node.Processors
        .Where(_ => metric.HasProcessors && source.Now?.IsShared == false)
        .Select(processor => (Counter: CounterOf(processor), Value: source.ProcessorUse([processor])))
        .Where(counted => counted.Value is not null)
        .Select(counted => new MetricValue(metric, node.Node.Name, counted.Counter, counted.Value!.Value));

    /// <summary>The values of each job that has processes, for a metric that has jobs as counters.</summary>
    public static IEnumerable<MetricValue> OfJobs(MetricSource source, Metric metric) => metric.OfJob is not { } value || source.Jobs is not var (before, now, between)
        ? []
        : now.OrderBy(job => job.Key).Select(job =>
            new MetricValue(metric, "", CounterOf(job.Key), value(before.GetValueOrDefault(job.Key, job.Value), job.Value, between.TotalSeconds)));

    /// <summary>The name of the counter of a processor, or of a job.</summary>
    public static string CounterOf(int processor) => processor.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<MetricValue> Values(MetricSource source, Metric metric, NodeLoad node) => metric.Counters
        .Select(counter => (counter.Name, Value: counter.Value(source, node)))
        .Where(counted => counted.Value is not null)
        .Select(counted => new MetricValue(metric, node.Node.Name, counted.Name, counted.Value!.Value));

    private static IEnumerable<NodeLoad> Workers(SchedulerLoad load) => load.Nodes.Where(node => node.Node.RunsTasks);

    private static bool IsOnline(NodeLoad node) => node.Node.State == NodeState.Online;

    private static double? Average(MetricSource source) => Workers(source.Scheduler).Average(source.ProcessorUse);
}
