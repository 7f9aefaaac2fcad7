using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Takes back changes to nodes that are under way: a node that drains is online again.</summary>
[Cmdlet(VerbsLifecycle.Stop, "HpcOperation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class StopHpcOperation : SchedulerCmdlet
{
    /// <summary>The operations, as Get-HpcOperation returns them.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public HpcOperation[] Operation { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var operation in Operation)
        {
            var client = ClientFor(operation.Scheduler);
            if (!ShouldProcess($"operation {operation.Id} ({operation.Name}, {operation.State})", "Take back"))
                continue;
            // It may have ended since it was read.
            HpcNode? node = null;
            Each<HpcNode>(client, new GetNode { Names = [operation.NodeName] }, operation.Id, found => node = found);
            if (node is null)
                continue;
            if (operation.State == OperationState.Executing && node.NodeState == ClusterNodeState.Draining)
                TrySend(client, new SetNodeState(node.Name, NodeState.Online), operation.Id, out _);
            else
                Fail(new SchedulerException(SchedulerErrors.OperationNotStoppable, operation.Id, operation.Id, operation.Name, node.Name, node.NodeState), operation.Id);
        }
    }
}
