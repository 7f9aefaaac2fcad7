using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>Takes nodes offline by force, and returns when nothing runs there. The machine that they are part of goes on.</summary>
[Cmdlet(VerbsLifecycle.Stop, "HpcNode", DefaultParameterSetName = NameSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[Alias("Shutdown-HpcNode")]
[OutputType(typeof(void))]
public sealed class StopHpcNode : NodePowerCmdlet
{
    /// <summary>Why; it is kept in the history of the node.</summary>
    [Parameter]
    public string? Comment { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var reference in Selected())
        {
            if (ShouldProcess($"node '{reference.Name}'", "Take offline by force; the machine goes on"))
                Ask(reference, NodeState.Offline, Comment ?? "");
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Settle(ClusterNodeState.Offline);
}
