using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>Has nodes take work again after Stop-HpcNode, and returns when they do. One that does already is success.</summary>
[Cmdlet(VerbsLifecycle.Start, "HpcNode", DefaultParameterSetName = NameSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class StartHpcNode : NodePowerCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var reference in Selected())
        {
            if (ShouldProcess($"node '{reference.Name}'", "Start"))
                Ask(reference, NodeState.Online, "");
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Settle(ClusterNodeState.Online);
}
