using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Removes nodes that are Offline. Their cores belong to no node afterwards.</summary>
[Cmdlet(VerbsCommon.Remove, "HpcNode", DefaultParameterSetName = NameSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HpcNode))]
public sealed class RemoveHpcNode : NodeSelectionCmdlet
{
    /// <summary>Why; it is kept in the history of the node.</summary>
    [Parameter]
    public string? Comment { get; set; }

    /// <summary>Return each node as it was.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var (client, name) in Selected())
        {
            if (ShouldProcess($"node '{name}'", "Remove"))
                Remove(PassThru, client, new GetNode { Names = [name] }, new RemoveNode(name, Comment ?? ""), name);
        }
    }
}
