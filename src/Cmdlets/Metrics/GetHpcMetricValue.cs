using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Shows how things stand now: of the cluster and of nodes.</summary>
[Cmdlet(VerbsCommon.Get, "HpcMetricValue", DefaultParameterSetName = NodeSet)]
[OutputType(typeof(HpcMetricValue))]
public sealed class GetHpcMetricValue : SchedulerCmdlet
{
    private const string NodeSet = "Node";
    private const string NodeNameSet = "Nodename";

    private bool _isNameGiven;

    /// <summary>Names of metrics; wildcards are allowed, and several names in one text with commas between.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MetricNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Of these nodes, and not of the cluster.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = NodeSet)]
    [NodeTransform(LeavesNames = true)]
    public HpcNode[]? Node { get; set; }

    /// <summary>Of nodes with these names, and not of the cluster; wildcards are allowed, and several names in one text with commas between.</summary>
    [Parameter(ParameterSetName = NodeNameSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[]? NodeName { get; set; }

    /// <summary>Of the cluster, or of nodes that are one of these.</summary>
    [Parameter]
    public MetricTarget[]? MetricTargets { get; set; }

    /// <summary>Metrics of these types: Performance, Calculated.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MetricTypeCompleter))]
    public string[]? Type { get; set; }

    /// <summary>These counters; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MetricCounterCompleter))]
    public string[]? Counter { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _isNameGiven = IsBound(nameof(Name));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Node is null)
        {
            Show(null, Name, NodeName is null ? null : NameList.Split(NodeName));
            return;
        }

        // A node from the pipeline has a name as well, which is that of no metric.
        var names = _isNameGiven ? Name : null;
        foreach (var nodes in Node.GroupBy(node => node.Scheduler))
            Show(nodes.Key, names, [.. nodes.Select(node => node.Name)]);
    }

    private void Show(string? holder, string[]? names, IReadOnlyList<string>? nodes)
    {
        var query = new GetMetricValue
        {
            Names = names is null ? null : NameList.Split(names),
            NodeNames = nodes,
            Targets = MetricTargets,
            Types = Type is null ? null : NameList.Split(Type),
            Counters = Counter,
        };
        Each<HpcMetricValue>(ClientFor(holder), query, null, WriteObject);
    }
}
