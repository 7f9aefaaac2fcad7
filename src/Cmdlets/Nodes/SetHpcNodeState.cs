using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// Takes nodes online or offline: asks for all of them as they come, then waits until they are there. With -Async it does not wait.
/// </summary>
[Cmdlet(VerbsCommon.Set, "HpcNodeState", DefaultParameterSetName = NameSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HpcNode))]
public sealed class SetHpcNodeState : NodeSelectionCmdlet
{
    private readonly HashSet<NodeRef> _accepted = [];

    /// <summary>The state.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateSet(nameof(ClusterNodeState.Online), nameof(ClusterNodeState.Offline), nameof(ClusterNodeState.Rejected))]
    public string State { get; set; } = "";

    /// <summary>With Offline: stop what runs there instead of waiting for it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Return each node as it is when it has been asked.</summary>
    [Parameter]
    public SwitchParameter Async { get; set; }

    private ClusterNodeState Wanted => Enum.Parse<ClusterNodeState>(State, ignoreCase: true);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Force && Wanted != ClusterNodeState.Offline)
            ThrowTerminatingError(new SchedulerException(SchedulerErrors.ForceNotOffline, State).ToErrorRecord(State));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var reference in Selected())
        {
            if (ShouldProcess($"node '{reference.Name}'", $"Set {Wanted}" + (Force ? " by force" : "")))
                Ask(reference);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var wait = new NodeWait(_accepted, Wanted, StopToken);
        Follow(wait, new NodeProgress(MyInvocation.MyCommand.Name, wait.Count), any: false, null, Take);
    }

    private void Ask(NodeRef reference)
    {
        var (client, name) = reference;
        if (Wanted == ClusterNodeState.Rejected)
        {
            Fail(new SchedulerException(SchedulerErrors.NodeNotRejectable, name, name), name);
            return;
        }

        var state = Wanted == ClusterNodeState.Online ? NodeState.Online : NodeState.Offline;
        if (!TrySend(client, new SetNodeState(name, state, Force), name, out var node))
            return;
        if (Async)
            WriteObject(node);
        else
            _accepted.Add(reference);
    }

    private Outcome Take(NodeRef reference, HpcNode node)
    {
        if (node.NodeState == Wanted && (Wanted != ClusterNodeState.Offline || node.JobIds.Count == 0))
        {
            WriteObject(node);
            return Outcome.Reached;
        }

        if (Wanted == ClusterNodeState.Offline && node.NodeState != ClusterNodeState.Online)
            return Outcome.Pending;
        Fail(new SchedulerException(SchedulerErrors.NodeStateMissed, node.Name, node.Name, Wanted, node.NodeState), node.Name);
        return Outcome.Missed;
    }
}
