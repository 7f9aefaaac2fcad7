using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Submits jobs, and queues Canceled and Failed jobs again.</summary>
[Cmdlet(VerbsLifecycle.Submit, "HpcJob", DefaultParameterSetName = JobSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HpcJob))]
public sealed class SubmitHpcJob : JobSelectionCmdlet
{
    /// <summary>Taken for scripts that give it; it has no effect.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Credential is not null)
            WriteWarning(NoEffect.Credential);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var reference in Selected())
        {
            var (client, id) = reference;
            if (MayProcess(reference, "Submit") && TrySend(client, new SubmitJob(id), id, out var job))
                WriteObject(job);
        }
    }
}
