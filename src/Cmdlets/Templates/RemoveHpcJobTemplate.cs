using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Removes a job template that no submitted job uses.</summary>
[Cmdlet(
    VerbsCommon.Remove, "HpcJobTemplate", DefaultParameterSetName = ProfileSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HpcJobTemplate))]
public sealed class RemoveHpcJobTemplate : JobTemplateSelectionCmdlet
{
    /// <summary>Return the template as it was.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (client, name) = Selected();
        if (ShouldProcess($"job template '{name}'", "Remove"))
            Remove(PassThru, client, new GetJobTemplate([name]), new RemoveJobTemplate(name), name);
    }
}
