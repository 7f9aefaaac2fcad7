using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Makes a job, which waits for its tasks and its submission.</summary>
[Cmdlet(VerbsCommon.New, "HpcJob", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HpcJob))]
public sealed class NewHpcJob : JobPropertiesCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var properties = Require(ReadProperties);
        var client = ClientFor();
        if (ShouldProcess(string.IsNullOrEmpty(Name) ? client.Address.ToString() : $"job '{Name}'", "Create job")
            && TrySend(client, new NewJob(properties), Name, out var job))
        {
            WriteObject(job);
        }
    }
}
