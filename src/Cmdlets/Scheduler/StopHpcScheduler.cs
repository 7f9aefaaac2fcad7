using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// Stops the host of a scheduler and returns when its process has ended. Running tasks go on, and with -Force a warning names them; the next host takes
/// them over. With -StopJob nothing goes on: all jobs are canceled first. Commands that wait for jobs are told. A scheduler that does not run is success.
/// </summary>
[Cmdlet(VerbsLifecycle.Stop, "HpcScheduler", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HpcSchedulerInfo))]
public sealed class StopHpcScheduler : HostCmdlet
{
    /// <summary>Do not wait until other commands have their answers.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Cancel all jobs that wait or run, by force, before the host stops: no process of a task goes on.</summary>
    [Parameter]
    public SwitchParameter StopJob { get; set; }

    /// <summary>Return the scheduler as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var address = Address();
        if (!ShouldProcess(address.ToString(), StopJob ? "Cancel all jobs and stop scheduler" : "Stop scheduler"))
            return;
        IReadOnlyList<RunningTask> tasks = [];
        Require(() => Run(async cancellation =>
        {
            var removal = new SchedulerRemoval(address);
            if (StopJob && (address.Ssh is not null || removal.IsThere))
                await removal.EndJobsAsync(_ => { }, cancellation).ConfigureAwait(false);
            return await HostStopper.StopAsync(address, Force, cancellation, running => tasks = running).ConfigureAwait(false);
        }));
        if (Force && tasks.Count > 0)
            WriteWarning($"These tasks go on without the scheduler, and the next host takes them over; -StopJob would have ended them: {string.Join(", ", tasks)}.");
        if (PassThru)
            WriteObject(Info(address));
    }
}
