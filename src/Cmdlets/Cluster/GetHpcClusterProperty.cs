using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Lists the cluster properties: their names and values.</summary>
[Cmdlet(VerbsCommon.Get, "HpcClusterProperty", DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(HpcVariable))]
public sealed class GetHpcClusterProperty : SchedulerCmdlet
{
    private const string DefaultSet = "default";
    private const string ParameterSet = "parameter";

    /// <summary>Only those properties that Set-HpcClusterProperty has a parameter for.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public SwitchParameter Parameter { get; set; }

    /// <summary>The name of a property; wildcards are allowed.</summary>
    [Parameter(Position = 0, ParameterSetName = ParameterSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ClusterPropertyCompleter))]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Name is not null && WildcardPattern.ContainsWildcardCharacters(Name))
        {
            var pattern = WildcardPattern.Get(Name, WildcardOptions.IgnoreCase);
            Each<HpcVariable>(ClientFor(), new GetClusterProperty(null), null, property =>
            {
                if (pattern.IsMatch(property.Name))
                    WriteObject(property);
            });
        }
        else
        {
            Each<HpcVariable>(ClientFor(), new GetClusterProperty(Name), Name, WriteObject);
        }
    }
}
