using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Removes a resource pool.</summary>
[Cmdlet(VerbsCommon.Remove, "HpcPool", DefaultParameterSetName = PoolSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HpcPool))]
public sealed class RemoveHpcPool : PoolSelectionCmdlet
{
    /// <summary>Put job templates that name it into the pool Default.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Return the pool as it was.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (client, name) = Selected();
        if (ShouldProcess($"pool '{name}'", Force ? "Remove, and put its job templates into the pool Default" : "Remove"))
            Remove(PassThru, client, new GetPool(name), new RemovePool(name, Force), name);
    }
}
