using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Takes nodes out of groups; without nodes it deletes the groups themselves.</summary>
[Cmdlet(VerbsCommon.Remove, "HpcGroup", DefaultParameterSetName = NameSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveHpcGroup : GroupNodesCmdlet
{
    private const string NameSet = "Name";
    private const string IdSet = "Id";

    /// <summary>Names of groups; several may be in one text with commas between.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(NodeGroupCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Numbers of groups.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(NodeGroupIdCompleter))]
    public int[]? Id { get; set; }

    /// <summary>Nodes that leave the groups; the groups stay.</summary>
    [Parameter(ValueFromPipeline = true)]
    [NodeTransform]
    public HpcNode[]? Node { get; set; }

    /// <summary>Names of such nodes; several may be in one text with commas between.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[]? NodeName { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // Whoever meant nodes and named none must not lose the group.
        var nodes = IsBound(nameof(Node)) || IsBound(nameof(NodeName)) ? Require(() => Nodes(Node, NodeName)) : null;
        foreach (var group in Groups(Name, Id, Node))
        {
            if (ShouldProcess(group.ToString(), nodes is null ? "Remove" : $"Remove {string.Join(", ", nodes)} from"))
                TrySend(group.Client, new RemoveGroup(group.Name, group.Id, nodes), group.Target, out _);
        }
    }
}
