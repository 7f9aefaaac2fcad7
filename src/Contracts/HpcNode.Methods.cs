using HpcScheduler.Protocol;

namespace HpcScheduler;

/// <content>What scripts for HPC Pack call on a node.</content>
public sealed partial record HpcNode
{
    /// <summary>Reads the node anew from its own scheduler.</summary>
    /// <exception cref="SchedulerException">The node is gone, or its scheduler was not reached.</exception>
    public void Refresh() => SchedulerLink.Renew(this, SchedulerLink.From(Scheduler, this).Find(Scheduler, new GetNode { Names = [Name] }));
}
