using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Deletes jobs that have ended or were never submitted, with their tasks, output and history.</summary>
[Cmdlet(VerbsCommon.Remove, "HpcJob", DefaultParameterSetName = IdSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveHpcJob : JobSelectionCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var (client, id) in Selected())
        {
            if (ShouldProcess($"job {id}", "Remove"))
                TrySend(client, new RemoveJob(id), id, out _);
        }
    }
}
