using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Removes nodes that are Offline. Their cores belong to no node afterwards.</summary>
[Cmdlet(VerbsCommon.Remove, "HpcNode", DefaultParameterSetName = NameSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class RemoveHpcNode : NodeSelectionCmdlet
{
    /// <summary>Why; it is kept in the history of the node.</summary>
    [Parameter]
    public string? Comment { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var (client, name) in Selected())
        {
            if (ShouldProcess($"node '{name}'", "Remove"))
                TrySend(client, new RemoveNode(name, Comment ?? ""), name, out _);
        }
    }
}
