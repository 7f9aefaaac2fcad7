using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Changes the weight of a resource pool.</summary>
[Cmdlet(VerbsCommon.Set, "HpcPool", DefaultParameterSetName = PoolSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HpcPool))]
public sealed class SetHpcPool : PoolSelectionCmdlet
{
    /// <summary>Its weight, 0 to 999999; as it is if not given.</summary>
    [Parameter]
    public int Weight { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (client, name) = Selected();
        var weight = Given(Weight);
        if (ShouldProcess($"pool '{name}'", weight is null ? "Set" : $"Set weight to {weight}")
            && TrySend(client, new SetPool(name, weight), name, out var pool))
        {
            WriteObject(pool);
        }
    }
}
