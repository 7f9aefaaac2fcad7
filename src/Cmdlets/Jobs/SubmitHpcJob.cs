using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Submits jobs, and queues Canceled and Failed jobs again.</summary>
[Cmdlet(VerbsLifecycle.Submit, "HpcJob", DefaultParameterSetName = JobSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HpcJob))]
public sealed class SubmitHpcJob : JobSelectionCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var (client, id) in Selected())
        {
            if (ShouldProcess($"job {id}", "Submit") && TrySend(client, new SubmitJob(id), id, out var job))
                WriteObject(job);
        }
    }
}
