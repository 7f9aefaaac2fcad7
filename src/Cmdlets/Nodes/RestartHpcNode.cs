using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// Takes nodes offline by force and, those that were online, back again, and returns when they are. The machine that they are part of goes on.
/// </summary>
[Cmdlet(VerbsLifecycle.Restart, "HpcNode", DefaultParameterSetName = NameSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RestartHpcNode : NodePowerCmdlet
{
    private readonly HashSet<NodeRef> _online = [];

    /// <summary>Why; it is kept in the history of the node.</summary>
    [Parameter]
    public string? Comment { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var reference in Selected())
        {
            if (ShouldProcess($"node '{reference.Name}'", "Take offline by force and back; the machine goes on") && IsThere(reference))
                Ask(reference, NodeState.Offline, Comment ?? "");
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var reference in Settle(ClusterNodeState.Offline).Where(_online.Contains))
            Ask(reference, NodeState.Online, Comment ?? "");
        Settle(ClusterNodeState.Online);
    }

    // A node that is there, and whether it is to come back.
    private bool IsThere(NodeRef reference)
    {
        var isThere = false;
        Each<HpcNode>(reference.Client, new GetNode { Names = [reference.Name] }, reference.Name, node =>
        {
            isThere = true;
            if (node.NodeState == ClusterNodeState.Online)
                _online.Add(reference);
        });
        return isThere;
    }
}
