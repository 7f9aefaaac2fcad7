using System.Management.Automation;
using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>Ends the service of the machine's scheduler and removes it. Running tasks go on, and the data stay unless they are to go too.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "HpcScheduler", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class UninstallHpcScheduler : MachineCmdlet
{
    /// <summary>Remove its jobs and settings too. No task may run.</summary>
    [Parameter]
    public SwitchParameter RemoveData { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ShouldProcess(Address.ToString(), RemoveData ? "Uninstall scheduler and remove all its jobs" : "Uninstall scheduler"))
            Do(cancellation => HostCommand.UninstallAsync(Address.Folder, RemoveData, cancellation));
    }
}
