using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Lists node groups.</summary>
[Cmdlet(VerbsCommon.Get, "HpcGroup", DefaultParameterSetName = NameSet)]
[OutputType(typeof(HpcGroup))]
public sealed class GetHpcGroup : SchedulerCmdlet
{
    private const string NameSet = "Name";
    private const string IdSet = "Id";

    /// <summary>Names of groups; wildcards are allowed, and several names in one text with commas between.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeGroupCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Numbers of groups.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(NodeGroupIdCompleter))]
    public int[]? Id { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        Each<HpcGroup>(ClientFor(), new GetGroup(Name is null ? null : NameList.Split(Name), Id), null, WriteObject);
}
