using System.Management.Automation;
using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>Starts the host of a scheduler and returns when it answers. One that runs already as asked is success.</summary>
[Cmdlet(VerbsLifecycle.Start, "HpcScheduler", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HpcSchedulerInfo))]
public sealed class StartHpcScheduler : HostCmdlet
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
        var address = Address();
        var info = Ask(address);
        if (info is null && ShouldProcess(address.ToString(), "Start scheduler"))
        {
            Require(() => Start(address));
            info = Ask(address);
        }

        if (info is not null && IsBound(nameof(SubscribedCores)) && info.Cores != SubscribedCores)
        {
            var error = new SchedulerException(
                SchedulerErrors.SchedulerRunsOtherwise, address.ToString(), address.ToString(), info.Cores, SubscribedCores);
            ThrowTerminatingError(error.ToErrorRecord(null));
        }

        if (PassThru && info is not null)
            WriteObject(info);
    }

    private bool Start(SchedulerAddress address)
    {
        if (!address.CanStart)
        {
            throw new SchedulerException(
                SchedulerErrors.SchedulerUnreachable, address.Socket, address.Socket, "nobody listens on its socket");
        }

        int? cores = IsBound(nameof(SubscribedCores)) ? SubscribedCores : null;
        WriteVerbose($"Start the host for {address.Folder}");
        return Run(async cancellation =>
        {
            await HostLauncher.StartAsync(address.Folder, cores, cancellation).ConfigureAwait(false);
            return true;
        });
    }
}
