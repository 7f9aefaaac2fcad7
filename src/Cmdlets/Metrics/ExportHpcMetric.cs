using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Writes the metrics that are measured into a file, as Import-HpcMetric reads it.</summary>
[Cmdlet(VerbsData.Export, "HpcMetric", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class ExportHpcMetric : ExportCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public override string Path { get => base.Path; set => base.Path = value; }

    /// <summary>These only; wildcards are allowed, and several names in one text with commas between.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MetricNameCompleter))]
    public string[]? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Export("metrics", Read, MetricXml.Write);

    // Nothing is written where a name is wrong.
    private IReadOnlyList<HpcMetric>? Read()
    {
        var metrics = new List<HpcMetric>();
        var answers = Each<HpcMetric>(ClientFor(), new GetMetric { Names = Name is null ? null : NameList.Split(Name) }, null, metrics.Add);
        return answers == metrics.Count ? metrics : null;
    }
}
