using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Deletes jobs that have ended or were never submitted, with their tasks, output and history.</summary>
[Cmdlet(VerbsCommon.Remove, "HpcJob", DefaultParameterSetName = IdSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(HpcJob))]
public sealed class RemoveHpcJob : JobSelectionCmdlet
{
    /// <summary>Return each job as it was.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var reference in Selected())
        {
            var (client, id) = reference;
            if (MayProcess(reference, "Remove"))
                Remove(PassThru, client, new GetJob { Ids = [id] }, new RemoveJob(id), id);
        }
    }
}
