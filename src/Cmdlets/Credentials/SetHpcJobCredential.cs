using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>Takes what scripts for HPC Pack give as the password of their user, and says that nothing here needs it: it is not kept.</summary>
[Cmdlet(
    VerbsCommon.Set, "HpcJobCredential", DefaultParameterSetName = PasswordSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class SetHpcJobCredential : SchedulerCmdlet
{
    private const string PasswordSet = "password";
    private const string SoftCardSet = "softcard";
    private const string AadUserSet = "AAD";

    /// <summary>The user and the password.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PasswordSet)]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>A soft card stands in for the password.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SoftCardSet)]
    public SwitchParameter SoftCard { get; set; }

    /// <summary>The certificate of the soft card.</summary>
    [Parameter(ParameterSetName = SoftCardSet)]
    public string? Thumbprint { get; set; }

    /// <summary>The user is one of Azure Active Directory.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AadUserSet)]
    public SwitchParameter AadUser { get; set; }

    /// <summary>What a program that checks users is told.</summary>
    [Parameter]
    public string? ExtendedData { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var client = ClientFor();
        if (ShouldProcess(client.Address.ToString(), "Keep a credential"))
            WriteWarning(NoEffect.JobCredential);
    }
}
