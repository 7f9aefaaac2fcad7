using System.Management.Automation;
using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// Makes the machine's scheduler a service of systemd and starts it, now and whenever the machine starts. One that is installed is brought up to date.
/// </summary>
[Cmdlet(VerbsLifecycle.Install, "HpcScheduler", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HpcSchedulerInfo))]
public sealed class InstallHpcScheduler : MachineCmdlet
{
    /// <summary>Cores that tasks may use at once; without it as many as the last time, at first all of the machine.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int SubscribedCores { get; set; }

    /// <summary>Return what <c>Get-HpcScheduler</c> shows.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Address.ToString(), "Install scheduler as a service"))
            return;
        Do(cancellation => HostCommand.InstallAsync(Address.Folder, Given(SubscribedCores), cancellation));
        if (PassThru)
            WriteObject(Require(() => Run(cancellation => SchedulerClient.For(Address, mayStart: false).SendAsync(new Protocol.GetScheduler(), cancellation))));
    }
}
