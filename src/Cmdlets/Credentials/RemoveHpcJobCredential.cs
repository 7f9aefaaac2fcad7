using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>Would remove the password of users; none is ever kept here, and it says so.</summary>
[Cmdlet(VerbsCommon.Remove, "HpcJobCredential", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class RemoveHpcJobCredential : SchedulerCmdlet
{
    /// <summary>The users; without it the caller.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string[]? UserName { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var client = ClientFor();
        if (ShouldProcess(client.Address.ToString(), $"Remove the credential of {(UserName is null ? "the caller" : string.Join(", ", UserName))}"))
            WriteWarning(NoEffect.JobCredential);
    }
}
