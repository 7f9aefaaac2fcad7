using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Makes a resource pool.</summary>
[Cmdlet(VerbsCommon.Add, "HpcPool", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HpcPool))]
public sealed class AddHpcPool : SchedulerCmdlet
{
    /// <summary>The name of the pool.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>Its weight, 0 to 999999; 0 if not given.</summary>
    [Parameter]
    public int Weight { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var client = ClientFor();
        if (ShouldProcess($"pool '{Name}'", $"Add with weight {Weight}") && TrySend(client, new AddPool(Name, Weight), Name, out var pool))
            WriteObject(pool);
    }
}
