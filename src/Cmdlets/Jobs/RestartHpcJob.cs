using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Queues Canceled and Failed jobs again; unlike Submit-HpcJob it takes no others.</summary>
[Cmdlet(
    VerbsLifecycle.Restart, "HpcJob", DefaultParameterSetName = IdSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HpcJob))]
public sealed class RestartHpcJob : JobSelectionCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var reference in Selected())
        {
            var (client, id) = reference;
            if (MayProcess(reference, "Queue again") && TrySend(client, new RestartJob(id), id, out var job))
                WriteObject(job);
        }
    }
}
