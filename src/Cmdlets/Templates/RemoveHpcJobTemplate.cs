using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Removes a job template that no submitted job uses.</summary>
[Cmdlet(
    VerbsCommon.Remove, "HpcJobTemplate", DefaultParameterSetName = ProfileSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class RemoveHpcJobTemplate : JobTemplateSelectionCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (client, name) = Selected();
        if (ShouldProcess($"job template '{name}'", "Remove"))
            TrySend(client, new RemoveJobTemplate(name), name, out _);
    }
}
