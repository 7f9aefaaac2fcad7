using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Lists nodes. Several values of a parameter are alternatives; several parameters must all fit.</summary>
[Cmdlet(VerbsCommon.Get, "HpcNode")]
[OutputType(typeof(HpcNode))]
public sealed class GetHpcNode : SchedulerCmdlet
{
    /// <summary>Names of nodes; wildcards are allowed, and several names in one text with commas between.</summary>
    [Parameter(Position = 0)]
    [Alias("NodeName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Nodes that were read before, or their names.</summary>
    [Parameter(ValueFromPipeline = true)]
    [NodeTransform(IsOneOfSeveral = true)]
    public HpcNode[]? Node { get; set; }

    /// <summary>Nodes of these groups.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NodeGroupCompleter))]
    public string[]? GroupName { get; set; }

    /// <summary>Nodes of this group.</summary>
    [Parameter(ValueFromPipeline = true)]
    [GroupTransform(IsOneOfSeveral = true)]
    public HpcGroup? Group { get; set; }

    /// <summary>Nodes in these states.</summary>
    [Parameter]
    public ClusterNodeState[]? State { get; set; }

    /// <summary>Nodes that suffer from one of these.</summary>
    [Parameter]
    public NodeHealth[]? Health { get; set; }

    /// <summary>Nodes that are one of these.</summary>
    [Parameter]
    public NodeHealthState[]? HealthState { get; set; }

    /// <summary>Nodes of these node templates; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? TemplateName { get; set; }

    /// <summary>Nodes at these locations or below.</summary>
    [Parameter]
    public string[]? Location { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Node is null)
        {
            Show(Group?.Scheduler, Split(Name));
            return;
        }

        foreach (var nodes in Node.GroupBy(node => node.Scheduler))
            Show(nodes.Key, NameList.Split([.. nodes.Select(node => node.Name), .. Name ?? []]));
    }

    private void Show(string? holder, IReadOnlyList<string>? names)
    {
        var query = new GetNode
        {
            Names = names,
            // A group that is piped is looked up, so that one that is gone is told.
            Groups = Split(GroupName) ?? (Group is null ? null : [Group.Name]),
            States = State,
            Health = Health,
            HealthStates = HealthState,
            Templates = Split(TemplateName),
            Locations = Location is null ? null : [.. Location.Select(location => Require(() => NodeLocation.Check(location), location))],
        };
        Each<HpcNode>(ClientFor(holder), query, null, node =>
        {
            if (Group is null || node.Groups.Contains(Group.Name, StringComparer.OrdinalIgnoreCase))
                WriteObject(node);
        });
    }

    private static IReadOnlyList<string>? Split(string[]? texts) => texts is null ? null : NameList.Split(texts);
}
