using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Lists what can be measured of the cluster and of nodes.</summary>
[Cmdlet(VerbsCommon.Get, "HpcMetric")]
[OutputType(typeof(HpcMetric))]
public sealed class GetHpcMetric : SchedulerCmdlet
{
    /// <summary>Names of metrics; wildcards are allowed, and several names in one text with commas between.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MetricNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Metrics that are measured of one of these.</summary>
    [Parameter]
    public MetricTarget[]? MetricTargets { get; set; }

    /// <summary>Metrics of these types: Performance, Calculated.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MetricTypeCompleter))]
    public string[]? Type { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var query = new GetMetric
        {
            Names = Name is null ? null : NameList.Split(Name),
            Targets = MetricTargets,
            Types = Type is null ? null : NameList.Split(Type),
        };
        Each<HpcMetric>(ClientFor(), query, null, WriteObject);
    }
}
