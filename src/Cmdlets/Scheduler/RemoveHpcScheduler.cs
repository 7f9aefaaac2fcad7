using System.Management.Automation;
using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>Throws a scheduler away: its jobs, the processes of its tasks, its host and its folder. It must be named, here or in a variable.</summary>
[Cmdlet(VerbsCommon.Remove, "HpcScheduler", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveHpcScheduler : HostCmdlet
{
    /// <summary>Remove files in the folder that are not the scheduler's too, and the folder of a scheduler that cannot be started.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var address = Require(Named);
        var removal = new SchedulerRemoval(address);
        try
        {
            if (!removal.IsThere)
                throw new SchedulerException(SchedulerErrors.SchedulerNotFound, address.Folder, address.Folder, "");
            removal.CheckRight();
            if (!ShouldProcess(address.ToString(), "Remove scheduler with all its jobs, what runs and its folder"))
                return;
            EndJobs(removal);
            var left = Run(cancellation => removal.RemoveAsync(Force, cancellation));
            if (left.Count > 0)
                WriteWarning($"The folder '{address.Folder}' stays: it holds what is not the scheduler's: {string.Join(", ", left)}. Remove-Item removes that.");
        }
        catch (SchedulerException exception)
        {
            Fail(exception, address.ToString());
        }
    }

    // Nobody means the default one by saying nothing.
    private SchedulerAddress Named()
    {
        var isNamed = new[] { Scheduler, Environment.GetEnvironmentVariable(SchedulerAddress.Variable), Environment.GetEnvironmentVariable(SchedulerAddress.ConnectionVariable) }
            .Any(text => !string.IsNullOrEmpty(text));
        if (!isNamed)
            throw new SchedulerException(SchedulerErrors.SchedulerNotNamed, null, MyInvocation.MyCommand.Name);
        var address = Address();
        if (address.Ssh is not null)
            throw new SchedulerException(SchedulerErrors.NotOverSsh, address.ToString(), MyInvocation.MyCommand.Name, address);
        if (address.IsMachine)
            throw new SchedulerException(SchedulerErrors.MachineNotRemovable, address.ToString(), address);
        return address;
    }

    private void EndJobs(SchedulerRemoval removal)
    {
        try
        {
            Run(async cancellation =>
            {
                await removal.EndJobsAsync(_ => { }, cancellation).ConfigureAwait(false);
                return true;
            });
        }
        catch (SchedulerException exception) when (Force)
        {
            WriteWarning($"What runs could not be asked to end: {exception.Message}");
        }
    }
}
