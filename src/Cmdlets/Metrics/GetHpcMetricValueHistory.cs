using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Shows how things stood between two times: of the cluster and of nodes.</summary>
[Cmdlet(VerbsCommon.Get, "HpcMetricValueHistory", DefaultParameterSetName = NodeNameSet)]
[OutputType(typeof(HpcMetricValueHistory))]
public sealed class GetHpcMetricValueHistory : SchedulerCmdlet
{
    private const string NodeSet = "Node";
    private const string NodeNameSet = "NodeName";

    /// <summary>Values at this time or later; without it from the first that is kept.</summary>
    [Parameter(Position = 0)]
    public DateTime StartDate { get; set; } = DateTime.MinValue;

    /// <summary>Values before this time; without it to the last.</summary>
    [Parameter(Position = 1)]
    public DateTime EndDate { get; set; } = DateTime.MaxValue;

    /// <summary>Names of metrics; wildcards are allowed, and several names in one text with commas between.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MetricNameCompleter))]
    public string[]? MetricName { get; set; }

    /// <summary>These counters; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MetricCounterCompleter))]
    public string[]? Counter { get; set; }

    /// <summary>
    /// Of nodes with these names, also of those that are gone, and not of the cluster; wildcards are allowed, and several names in one text with
    /// commas between.
    /// </summary>
    [Parameter(ParameterSetName = NodeNameSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[]? NodeName { get; set; }

    /// <summary>Of these nodes, and not of the cluster.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = NodeSet)]
    [NodeTransform]
    public HpcNode[]? Node { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Node is null)
        {
            Show(null, NodeName is null ? null : NameList.Split(NodeName));
            return;
        }

        foreach (var nodes in Node.GroupBy(node => node.Scheduler))
            Show(nodes.Key, [.. nodes.Select(node => node.Name)]);
    }

    private void Show(string? holder, IReadOnlyList<string>? nodes)
    {
        var query = new GetMetricValueHistory(StartDate, EndDate)
        {
            Names = MetricName is null ? null : NameList.Split(MetricName),
            Counters = Counter,
            NodeNames = nodes,
        };
        Each<HpcMetricValueHistory>(ClientFor(holder), query, null, WriteObject);
    }
}
