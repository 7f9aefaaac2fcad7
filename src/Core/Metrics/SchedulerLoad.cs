using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Metrics;

/// <summary>How busy the scheduler is, as the core knows it.</summary>
public sealed record SchedulerLoad
{
    public int ConfiguringJobs { get; init; }

    public int QueuedJobs { get; init; }

    public int RunningJobs { get; init; }

    /// <summary>How many jobs there are by their states, those that have ended too; null if nobody has counted them.</summary>
    public IReadOnlyDictionary<JobState, int>? JobsByState { get; init; }

    /// <summary>All jobs; null if nobody has counted them.</summary>
    public int? TotalJobs { get; init; }

    public int QueuedTasks { get; init; }

    public int RunningTasks { get; init; }

    /// <summary>Cores that jobs hold.</summary>
    public int BusyCores { get; init; }

    /// <summary>Jobs that end in a minute.</summary>
    public double JobsPerMinute { get; init; }

    /// <summary>Tasks that end in a minute, of those that ran.</summary>
    public double TasksPerMinute { get; init; }

    /// <summary>The nodes in the order of their names.</summary>
    public IReadOnlyList<NodeLoad> Nodes { get; init; } = [];

    /// <summary>As it is in a turn, with what has ended in the last minute.</summary>
    internal static SchedulerLoad Of(Turn turn)
    {
        var ledger = turn.Ledger;
        var ended = turn.Throughput.Of(turn.Now);
        var tasks = RunningTasksByNode(ledger);
        return new SchedulerLoad
        {
            ConfiguringJobs = ledger.Totals.ConfiguringJobs,
            QueuedJobs = ledger.Totals.QueuedJobs,
            RunningJobs = ledger.Totals.RunningJobs,
            QueuedTasks = ledger.Totals.QueuedTasks,
            RunningTasks = ledger.Totals.RunningTasks,
            BusyCores = ledger.AllocatedCores,
            JobsPerMinute = ended.Jobs,
            TasksPerMinute = ended.Tasks,
            Nodes = [.. ledger.Nodes.Values.Select(node =>
                new NodeLoad(node.Record, node.AllocatedCores, node.Jobs, tasks.GetValueOrDefault(node.Name)))],
        };
    }

    // Each has a core of some node, so they are no more than there are cores.
    private static Dictionary<string, int> RunningTasksByNode(Ledger ledger)
    {
        var tasks = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var task in ledger.Running.SelectMany(key => ledger.Find(key.JobId)!.Active.Values))
        {
            if (task.State is not (TaskState.Running or TaskState.Finishing))
                continue;
            foreach (var node in task.AllocatedNodes)
                tasks[node] = tasks.GetValueOrDefault(node) + 1;
        }

        return tasks;
    }
}

/// <summary>How busy a node is, as the core knows it.</summary>
/// <param name="Node">The node.</param>
/// <param name="CoresInUse">Cores that jobs hold there.</param>
/// <param name="Jobs">Jobs that hold it.</param>
/// <param name="Tasks">Tasks that are Running or Finishing there.</param>
public sealed record NodeLoad(NodeRecord Node, int CoresInUse, int Jobs, int Tasks)
{
    /// <summary>The numbers of its processors.</summary>
    public IEnumerable<int> Processors => Policy.NumaRules.ProcessorsOf(Node);

    /// <summary>Cores that no job holds.</summary>
    public int IdleCores => Math.Max(0, Node.UsableCores - CoresInUse);

    /// <summary>Whether it is one of what a metric is measured of.</summary>
    public bool Is(MetricTarget target) => target switch
    {
        MetricTarget.HeadNode => Node.IsDiscovered,
        MetricTarget.ComputeNode => Node.Role.HasFlag(NodeRole.ComputeNode),
        MetricTarget.BrokerNode => Node.Role.HasFlag(NodeRole.BrokerNode),
        MetricTarget.WorkStationNode => Node.Role.HasFlag(NodeRole.WorkstationNode),
        _ => false,
    };
}
