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

    /// <summary>It is for everybody on the machine and runs tasks as the owners of their jobs; without -Scheduler it is 'machine'. Root alone can do so.</summary>
    [Parameter]
    public SwitchParameter Machine { get; set; }

    /// <summary>Stay until the host ends, and end it with Ctrl+C; what it logs comes as error output too.</summary>
    [Parameter]
    public SwitchParameter Foreground { get; set; }

    /// <summary>Return what <c>Get-HpcScheduler</c> shows.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Machine && string.IsNullOrEmpty(Scheduler))
            Scheduler = SchedulerAddress.MachineName;
        var address = Address();
        var info = Ask(address);
        if (info is not null && Foreground)
        {
            var error = new SchedulerException(SchedulerErrors.SchedulerRuns, address.ToString(), address.ToString(), info.ProcessId);
            ThrowTerminatingError(error.ToErrorRecord(null));
        }

        if (info is null && ShouldProcess(address.ToString(), "Start scheduler"))
        {
            var start = HowTo(address);
            if (Foreground)
            {
                Require(() => Stay(address, start));
                return;
            }

            Require(() => Start(address, start));
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

    private HostStart HowTo(SchedulerAddress address)
    {
        if (!address.CanStart && address.Ssh is null)
        {
            var error = new SchedulerException(SchedulerErrors.SchedulerUnreachable, address.Socket, address.Socket, "nobody listens on its socket");
            ThrowTerminatingError(error.ToErrorRecord(null));
        }

        if (address.Ssh is { } ssh && (Foreground || (Machine && ssh.Scheduler != SchedulerAddress.MachineName)))
        {
            var command = $"{MyInvocation.MyCommand.Name} -{(Foreground ? nameof(Foreground) : nameof(Machine))}";
            ThrowTerminatingError(new SchedulerException(SchedulerErrors.NotOverSsh, address.ToString(), command, address).ToErrorRecord(null));
        }

        WriteVerbose($"Start the host for {address.Folder}");
        return new HostStart(address.Folder) { SubscribedCores = Given(SubscribedCores), IsMachine = Machine || address.IsMachine };
    }

    private bool Start(SchedulerAddress address, HostStart start) => Run(async cancellation =>
    {
        await HostLauncher.StartAsync(address, start, cancellation).ConfigureAwait(false);
        return true;
    });

    // The host ends with the thread that has started it, so that is this one.
    private bool Stay(SchedulerAddress address, HostStart start)
    {
        using var host = Run(cancellation => ForegroundHost.StartAsync(start, cancellation));
        if (PassThru && Ask(address) is { } info)
            WriteObject(info);
        return Run(async cancellation =>
        {
            await host.WaitAsync(cancellation).ConfigureAwait(false);
            return true;
        });
    }
}
