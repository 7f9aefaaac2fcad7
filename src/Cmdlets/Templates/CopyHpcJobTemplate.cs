using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Copies a job template with all that it says and its rights.</summary>
[Cmdlet(VerbsCommon.Copy, "HpcJobTemplate", DefaultParameterSetName = ProfileSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HpcJobTemplate))]
public sealed class CopyHpcJobTemplate : JobTemplateSelectionCmdlet
{
    /// <summary>The name of the copy.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string NewName { get; set; } = "";

    /// <summary>Return the copy.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (client, name) = Selected();
        if (ShouldProcess($"job template '{name}'", $"Copy to '{NewName}'")
            && TrySend(client, new CopyJobTemplate(name, NewName), null, out var copy) && PassThru)
        {
            WriteObject(copy);
        }
    }
}
