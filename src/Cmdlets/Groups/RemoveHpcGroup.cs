using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Takes nodes out of groups; without nodes it deletes the groups themselves.</summary>
[Cmdlet(VerbsCommon.Remove, "HpcGroup", DefaultParameterSetName = NameSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(HpcGroup))]
public sealed class RemoveHpcGroup : GroupNodesCmdlet
{
    private const string NameSet = "Name";
    private const string IdSet = "Id";
    private const string GroupSet = "Group";

    /// <summary>Names of groups; several may be in one text with commas between.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(NodeGroupCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Numbers of groups.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(NodeGroupIdCompleter))]
    public int[]? Id { get; set; }

    /// <summary>Groups.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = GroupSet)]
    [GroupTransform(IsOneOfSeveral = true)]
    public HpcGroup[]? Group { get; set; }

    /// <summary>Nodes that leave the groups; the groups stay.</summary>
    [Parameter(ValueFromPipeline = true)]
    [NodeTransform(IsOneOfSeveral = true)]
    public HpcNode[]? Node { get; set; }

    /// <summary>Names of such nodes; several may be in one text with commas between.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[]? NodeName { get; set; }

    /// <summary>Return each group as it is then, or as it was where it is gone.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // Whoever meant nodes and named none must not lose the group.
        var nodes = IsBound(nameof(Node)) || IsBound(nameof(NodeName)) ? Require(() => Nodes(Node, NodeName)) : null;
        foreach (var group in Group?.Select(group => new GroupRef(ClientFor(group.Scheduler), null, group.Id)) ?? Groups(Name, Id, Node))
        {
            if (ShouldProcess(group.ToString(), nodes is null ? "Remove" : $"Remove {string.Join(", ", nodes)} from"))
                Remove(group, nodes);
        }
    }

    private void Remove(GroupRef group, IReadOnlyList<string>? nodes)
    {
        var query = group.Name is { } name ? new GetGroup(Names: [name]) : new GetGroup(Ids: [group.Id!.Value]);
        var request = new RemoveGroup(group.Name, group.Id, nodes);
        if (nodes is null)
            Remove(PassThru, group.Client, query, request, group.Target);
        else if (TrySend(group.Client, request, group.Target, out _) && PassThru)
            Each<HpcGroup>(group.Client, query, group.Target, WriteObject);
    }
}
