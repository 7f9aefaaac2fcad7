using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// Lets scripts written for HPC Pack begin as they do, with Add-PSSnapin Microsoft.HPC: the cmdlets are those of this module. PowerShell 7
/// itself has no snap-ins.
/// </summary>
[Cmdlet(VerbsCommon.Add, "PSSnapin")]
[OutputType(typeof(HpcSnapin))]
public sealed class AddPSSnapin : PSCmdlet
{
    /// <summary>The name of the snap-in; wildcards are allowed. Only Microsoft.HPC exists.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Return the snap-in.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            if (!HpcSnapin.Is(name))
                WriteError(new SchedulerException(SchedulerErrors.SnapinNotFound, name, name).ToErrorRecord(name));
            else if (PassThru)
                WriteObject(new HpcSnapin());
        }
    }
}
