using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>Shows what happened in the course of changes to nodes.</summary>
[Cmdlet(VerbsCommon.Get, "HpcOperationLog")]
[OutputType(typeof(HpcOperationLogEntry))]
public sealed class GetHpcOperationLog : SchedulerCmdlet
{
    /// <summary>The operations, as Get-HpcOperation returns them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public HpcOperation[] Operation { get; set; } = [];

    /// <summary>Lines of these kinds.</summary>
    [Parameter]
    public OperationSeverity[]? Severity { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var entry in Operation.SelectMany(HpcOperationLogEntry.Of))
        {
            if (Severity?.Contains(entry.Severity) != false)
                WriteObject(entry);
        }
    }
}
