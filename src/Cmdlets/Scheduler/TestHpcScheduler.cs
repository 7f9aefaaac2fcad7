using System.Management.Automation;
using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// Checks a scheduler: its folder, socket, database, records and processes. It works with and without a running host, starts none and
/// changes nothing.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "HpcScheduler")]
[OutputType(typeof(HpcSchedulerCheck), typeof(bool))]
public sealed class TestHpcScheduler : HostCmdlet
{
    /// <summary>Say only whether no check failed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var address = Address();
        var isWell = true;
        try
        {
            WriteVerbose($"Check {address.Folder}");
            using var checks = HostCommand.TestAsync(address, StopToken).ToBlockingEnumerable(StopToken).GetEnumerator();
            while (Stoppable(checks.MoveNext))
            {
                isWell &= checks.Current.Result != CheckResult.Failed;
                if (!Quiet)
                    WriteObject(checks.Current);
            }

            if (Quiet)
                WriteObject(isWell);
        }
        catch (SchedulerException exception)
        {
            Fail(exception, address.Folder);
        }
    }
}
