using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Lists the resource pools.</summary>
[Cmdlet(VerbsCommon.Get, "HpcPool")]
[OutputType(typeof(HpcPool))]
public sealed class GetHpcPool : SchedulerCmdlet
{
    /// <summary>The name of a pool; wildcards are allowed. All if not given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PoolCompleter))]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Name is null || !WildcardPattern.ContainsWildcardCharacters(Name))
        {
            Each<HpcPool>(ClientFor(), new GetPool(Name), Name, WriteObject);
            return;
        }

        var pattern = WildcardPattern.Get(Name, WildcardOptions.IgnoreCase);
        Each<HpcPool>(ClientFor(), new GetPool(), Name, pool =>
        {
            if (pattern.IsMatch(pool.Name))
                WriteObject(pool);
        });
    }
}
