using System.Management.Automation;
using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// Stops the host of a scheduler and returns when its process has ended. Running tasks go on; the next host takes them over. Commands that
/// wait for jobs are told. A scheduler that does not run is success.
/// </summary>
[Cmdlet(VerbsLifecycle.Stop, "HpcScheduler", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HpcSchedulerInfo))]
public sealed class StopHpcScheduler : HostCmdlet
{
    /// <summary>Do not wait until other commands have their answers.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Return the scheduler as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var address = Address();
        if (!ShouldProcess(address.ToString(), "Stop scheduler"))
            return;
        Require(() => Run(cancellation => HostStopper.StopAsync(address, Force, cancellation)));
        if (PassThru)
            WriteObject(Info(address));
    }
}
