using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Counts nodes, cores, jobs and tasks by state.</summary>
[Cmdlet(VerbsCommon.Get, "HpcClusterOverview")]
[OutputType(typeof(ClusterOverview))]
public sealed class GetHpcClusterOverview : SchedulerCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (TrySend(ClientFor(), new GetClusterOverview(), null, out var overview))
            WriteObject(overview);
    }
}
