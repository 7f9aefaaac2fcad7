using System.Globalization;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>One thing that a job may ask of each node it runs on, whatever the node's state (scheduler reference, section 6.8).</summary>
/// <param name="Name">What it is called: the name of the property that says it.</param>
/// <param name="Wanted">What a job asks for, in words; null if it asks for nothing.</param>
/// <param name="Unfit">Why a job may not run on a node; null if it may.</param>
internal sealed record NodeConstraint(string Name, Func<JobProperties, string?> Wanted, Func<JobProperties, NodeRecord, string?> Unfit)
{
    /// <summary>All of them, in the order in which a node is looked at.</summary>
    public static readonly IReadOnlyList<NodeConstraint> All =
    [
        new(
            "Role",
            _ => null,
            (_, node) => node.RunsTasks ? null : $"node {node.Name} is not for running tasks"),
        new(
            nameof(JobProperties.RequestedNodes),
            job => Names(job.RequestedNodes),
            (job, node) => job.RequestedNodes is { Count: > 0 } requested && !requested.Contains(node.Name, StringComparer.OrdinalIgnoreCase)
                ? $"it does not request node {node.Name}"
                : null),
        new(
            nameof(JobProperties.ExcludedNodes),
            job => Names(job.ExcludedNodes),
            (job, node) => job.ExcludedNodes?.Contains(node.Name, StringComparer.OrdinalIgnoreCase) == true ? $"it excludes node {node.Name}" : null),
        Cores(nameof(JobProperties.MinCoresPerNode), job => job.MinCoresPerNode, (limit, cores) => limit > cores),
        Cores(nameof(JobProperties.MaxCoresPerNode), job => job.MaxCoresPerNode, (limit, cores) => limit < cores),
        Memory(nameof(JobProperties.MinMemoryPerNode), job => job.MinMemoryPerNode, (limit, memory) => limit > memory),
        Memory(nameof(JobProperties.MaxMemoryPerNode), job => job.MaxMemoryPerNode, (limit, memory) => limit < memory),
        Memory(nameof(JobProperties.EstimatedProcessMemory), job => job.EstimatedProcessMemory, (limit, memory) => limit > memory),
    ];

    private static NodeConstraint Cores(string name, Func<JobProperties, int?> limit, Func<int, int, bool> isBroken) => new(
        name,
        job => limit(job)?.ToString(CultureInfo.InvariantCulture),
        (job, node) => limit(job) is { } value && isBroken(value, node.UsableCores)
            ? $"node {node.Name} has {node.UsableCores} cores, and {name} is {value}"
            : null);

    // Of a node whose memory is not known nothing is asked.
    private static NodeConstraint Memory(string name, Func<JobProperties, int?> limit, Func<int, int, bool> isBroken) => new(
        name,
        job => limit(job) is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value} MB") : null,
        (job, node) => node.Memory != 0 && limit(job) is { } value && isBroken(value, node.Memory)
            ? $"node {node.Name} has {node.Memory} MB of memory, and {name} is {value}"
            : null);

    private static string? Names(IReadOnlyList<string>? names) => names is { Count: > 0 } ? string.Join(", ", names) : null;
}
