using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Lists the cluster properties: their names and values.</summary>
[Cmdlet(VerbsCommon.Get, "HpcClusterProperty", DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(HpcVariable))]
public sealed class GetHpcClusterProperty : SchedulerCmdlet
{
    private const string DefaultSet = "default";
    private const string EnvironmentSet = "environment";
    private const string ParameterSet = "parameter";

    /// <summary>Environment variables that every task gets.</summary>
    [Parameter(ParameterSetName = EnvironmentSet)]
    public SwitchParameter Environment { get; set; }

    /// <summary>What the scheduler goes by.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public SwitchParameter Parameter { get; set; }

    /// <summary>The name of a property or variable; wildcards are allowed.</summary>
    [Parameter(Position = 0, ParameterSetName = DefaultSet)]
    [Parameter(Position = 0, ParameterSetName = EnvironmentSet)]
    [Parameter(Position = 0, ParameterSetName = ParameterSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ClusterPropertyCompleter))]
    public string? Name { get; set; }

    /// <summary>The user who installs nodes.</summary>
    [Parameter(ParameterSetName = "installCredential")]
    public SwitchParameter InstallCredential { get; set; }

    /// <summary>The user who sends mail.</summary>
    [Parameter(ParameterSetName = "emailCredential")]
    public SwitchParameter EmailCredential { get; set; }

    /// <summary>How new nodes are named.</summary>
    [Parameter(ParameterSetName = "nodeNameSeries")]
    public SwitchParameter NodeNamingSeries { get; set; }

    /// <summary>The number of the next new node.</summary>
    [Parameter(ParameterSetName = "nodeNameSequence")]
    public SwitchParameter NodeNamingSequenceCount { get; set; }

    /// <summary>How machines without an operating system are answered.</summary>
    [Parameter(ParameterSetName = "wdsMode")]
    public SwitchParameter WDSMode { get; set; }

    /// <summary>Whether nothing may be submitted.</summary>
    [Parameter(ParameterSetName = "restoreMode")]
    public SwitchParameter RestoreMode { get; set; }

    /// <summary>When nodes of a cloud are started and stopped.</summary>
    [Parameter(ParameterSetName = "autogrowshrink")]
    public SwitchParameter AutoGrowShrink { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Name is not null && WildcardPattern.ContainsWildcardCharacters(Name))
        {
            var pattern = WildcardPattern.Get(Name, WildcardOptions.IgnoreCase);
            Each<HpcVariable>(ClientFor(), new GetClusterProperty(null, Chosen()), null, property =>
            {
                if (pattern.IsMatch(property.Name))
                    WriteObject(property);
            });
        }
        else
        {
            Each<HpcVariable>(ClientFor(), new GetClusterProperty(Name, Chosen()), Name, WriteObject);
        }
    }

    // Each set of parameters is named by its switch.
    private ClusterPropertySet? Chosen()
    {
        foreach (var set in Enum.GetValues<ClusterPropertySet>())
        {
            if (IsBound(set.ToString()) && MyInvocation.BoundParameters[set.ToString()] is SwitchParameter { IsPresent: true })
                return set;
        }

        return null;
    }
}
