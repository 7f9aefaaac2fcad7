using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Makes a node group without nodes.</summary>
[Cmdlet(VerbsCommon.New, "HpcGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HpcGroup))]
public sealed class NewHpcGroup : SchedulerCmdlet
{
    /// <summary>Its name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>What it is for.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ShouldProcess($"node group '{Name}'", "New") && TrySend(ClientFor(), new NewGroup(Name, Description ?? ""), Name, out var group))
            WriteObject(group);
    }
}
