using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Puts nodes into groups.</summary>
[Cmdlet(VerbsCommon.Add, "HpcGroup", DefaultParameterSetName = NameNodeNameSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class AddHpcGroup : GroupNodesCmdlet
{
    private const string NameNodeNameSet = "Name-NodeName";
    private const string NameNodeSet = "Name-Node";
    private const string IdNodeNameSet = "Id-NodeName";
    private const string IdNodeSet = "Id-Node";

    /// <summary>Names of groups; several may be in one text with commas between.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameNodeNameSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameNodeSet)]
    [ArgumentCompleter(typeof(NodeGroupCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Numbers of groups.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdNodeNameSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdNodeSet)]
    [ArgumentCompleter(typeof(NodeGroupIdCompleter))]
    public int[]? Id { get; set; }

    /// <summary>Names of nodes; several may be in one text with commas between.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NameNodeNameSet)]
    [Parameter(Mandatory = true, ParameterSetName = IdNodeNameSet)]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[]? NodeName { get; set; }

    /// <summary>Nodes.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = NameNodeSet)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = IdNodeSet)]
    [NodeTransform]
    public HpcNode[]? Node { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var nodes = Require(() => Nodes(Node, NodeName));
        foreach (var group in Groups(Name, Id, Node))
        {
            if (ShouldProcess(group.ToString(), $"Add {string.Join(", ", nodes)} to"))
                TrySend(group.Client, new AddGroup(group.Name, group.Id, nodes), null, out _);
        }
    }
}
