using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// Lets scripts written for HPC Pack ask whether its snap-in is there: it always is, because the cmdlets are those of this module.
/// </summary>
[Cmdlet(VerbsCommon.Get, "PSSnapin")]
[OutputType(typeof(HpcSnapin))]
public sealed class GetPSSnapin : PSCmdlet
{
    /// <summary>The name of the snap-in; wildcards are allowed. Only Microsoft.HPC exists.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string[] Name { get; set; } = [HpcSnapin.SnapinName];

    /// <summary>Those that could be added; the same one.</summary>
    [Parameter]
    public SwitchParameter Registered { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            if (HpcSnapin.Is(name))
                WriteObject(new HpcSnapin());
            else if (!WildcardPattern.ContainsWildcardCharacters(name))
                WriteError(new SchedulerException(SchedulerErrors.SnapinNotFound, name, name).ToErrorRecord(name));
        }
    }
}
