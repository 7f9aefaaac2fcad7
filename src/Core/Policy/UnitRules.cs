using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>
/// What jobs and tasks count: cores, sockets, whole nodes or graphics processors. Only the minimum and maximum of the job's UnitType
/// count, and a task counts in the same unit (scheduler reference, section 5.1).
/// </summary>
public static class UnitRules
{
    /// <summary>The unit of a job.</summary>
    public static JobUnitType Of(JobProperties job) => job.UnitType ?? JobUnitType.Core;

    /// <summary>How many cores one unit is on a node. A graphics processor comes with its part of the cores, as a socket does.</summary>
    public static int Cores(JobUnitType unit, NodeRecord node) => unit switch
    {
        JobUnitType.Socket => Math.Max(1, node.UsableCores / Math.Max(1, node.UsableSockets)),
        JobUnitType.Node => Math.Max(1, node.UsableCores),
        JobUnitType.Gpu => Math.Max(1, node.UsableCores / Math.Max(1, node.Gpus.Count)),
        _ => 1,
    };

    /// <summary>How many units a node has.</summary>
    public static int Available(JobUnitType unit, NodeRecord node) => unit switch
    {
        JobUnitType.Core => node.UsableCores,
        JobUnitType.Socket => Math.Min(node.UsableSockets, node.UsableCores),
        JobUnitType.Node => node.UsableCores > 0 ? 1 : 0,
        _ => Math.Min(node.Gpus.Count, node.UsableCores),
    };

    /// <summary>How many units nodes have together.</summary>
    public static int Available(JobUnitType unit, IEnumerable<NodeRecord> nodes) => Clamp(nodes.Sum(node => (long)Available(unit, node)));

    /// <summary>The minimum that was said; null if it is to be computed.</summary>
    public static int? Minimum(JobProperties job) => Of(job) switch
    {
        JobUnitType.Core => job.MinCores,
        JobUnitType.Socket => job.MinSockets,
        JobUnitType.Node => job.MinNodes,
        _ => job.MinGpus,
    };

    /// <summary>The maximum that was said; null if it is to be computed.</summary>
    public static int? Maximum(JobProperties job) => Of(job) switch
    {
        JobUnitType.Core => job.MaxCores,
        JobUnitType.Socket => job.MaxSockets,
        JobUnitType.Node => job.MaxNodes,
        _ => job.MaxGpus,
    };

    /// <summary>The unit a task counts in; null if it says nothing and so follows its job.</summary>
    public static JobUnitType? Of(TaskProperties task) =>
        (task.MinCores ?? task.MaxCores) is not null ? JobUnitType.Core
        : (task.MinSockets ?? task.MaxSockets) is not null ? JobUnitType.Socket
        : (task.MinNodes ?? task.MaxNodes) is not null ? JobUnitType.Node
        : null;

    /// <summary>
    /// The minimum and maximum that count, in cores: what was said, or for what was not said, the largest minimum of the tasks and the sum of
    /// their maxima. A service uses all that there is. A unit is as many cores as on the node where it is most.
    /// </summary>
    internal static (int Minimum, int Maximum, int PerUnit) Count(JobProperties job, IEnumerable<TaskEntry> tasks, IReadOnlyList<NodeRecord> nodes)
    {
        var unit = Of(job);
        var perUnit = nodes.Where(node => Available(unit, node) > 0).Select(node => Cores(unit, node)).DefaultIfEmpty(1).Max();
        var largestMinimum = 1;
        long sumOfMaxima = 0;
        foreach (var task in tasks)
        {
            largestMinimum = Math.Max(largestMinimum, task.Record.MinUnits);
            sumOfMaxima += task.Record.Type == TaskType.Service
                ? Available(unit, nodes)
                : (long)task.Record.MaxUnits * Math.Max(1, task.Record.SubTaskCount);
        }

        var minimum = Minimum(job) ?? Math.Min(largestMinimum, Maximum(job) ?? int.MaxValue);
        var maximum = Maximum(job) ?? Math.Clamp(sumOfMaxima, minimum, int.MaxValue);
        return (Clamp((long)minimum * perUnit), Clamp(maximum * perUnit), perUnit);
    }

    /// <summary>What one of a unit is called.</summary>
    internal static string Word(JobUnitType unit) => unit switch
    {
        JobUnitType.Core => "core",
        JobUnitType.Socket => "socket",
        JobUnitType.Node => "node",
        _ => "GPU",
    };

    private static int Clamp(long cores) => (int)Math.Min(cores, int.MaxValue);
}
