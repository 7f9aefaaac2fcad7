using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>Would list the soft cards of the user; there are none here, and it says so.</summary>
[Cmdlet(VerbsCommon.Get, "HpcJobCredential")]
[OutputType(typeof(void))]
public sealed class GetHpcJobCredential : SchedulerCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ClientFor();
        WriteWarning(NoEffect.JobCredential);
    }
}
