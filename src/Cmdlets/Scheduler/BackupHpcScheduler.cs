using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// Copies the database of a scheduler into a file, while its host goes on. Where none runs none is started: the host's program copies the
/// database by itself.
/// </summary>
[Cmdlet(VerbsData.Backup, "HpcScheduler", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class BackupHpcScheduler : HostCmdlet
{
    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <summary>Replace a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var address = Address();
        if (address.Ssh is not null)
        {
            var error = new SchedulerException(SchedulerErrors.NotOverSsh, address.ToString(), MyInvocation.MyCommand.Name, address);
            ThrowTerminatingError(error.ToErrorRecord(null));
        }

        var file = Require(() => SessionPath.Resolve(SessionState.Path, Destination, SchedulerErrors.FileNotWritable), Destination);
        if (!ShouldProcess(address.ToString(), $"Copy the database to {file}"))
            return;
        try
        {
            Run(cancellation => MakeAsync(address, file, cancellation));
            // As Get-Item has it, so that its size and rights are shown.
            WriteObject(InvokeProvider.Item.Get([@"Microsoft.PowerShell.Core\FileSystem::" + file], force: true, literalPath: true), enumerateCollection: true);
        }
        catch (SchedulerException exception)
        {
            Fail(exception, exception.Error == SchedulerErrors.FileNotWritable ? file : address.ToString());
        }
    }

    private async Task<Done> MakeAsync(SchedulerAddress address, string file, CancellationToken cancellation)
    {
        try
        {
            return await SchedulerClient.For(address, mayStart: false).SendAsync(new BackupScheduler(file, Force), cancellation).ConfigureAwait(false);
        }
        catch (SchedulerException exception) when (exception.Error == SchedulerErrors.SchedulerNotRunning && address.CanStart)
        {
            await HostCommand.BackupAsync(address.Folder, file, Force, cancellation).ConfigureAwait(false);
            return new Done();
        }
    }
}
