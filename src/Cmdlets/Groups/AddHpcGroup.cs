using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Puts nodes into groups.</summary>
[Cmdlet(VerbsCommon.Add, "HpcGroup", DefaultParameterSetName = NameNodeNameSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HpcGroup))]
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
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = NameNodeNameSet)]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = IdNodeNameSet)]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[]? NodeName { get; set; }

    /// <summary>Nodes.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = NameNodeSet)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = IdNodeSet)]
    [NodeTransform]
    public HpcNode[]? Node { get; set; }

    /// <summary>Return each group as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var nodes = Require(() => Nodes(Node, NodeName));
        foreach (var group in Groups(Name, Id, Node))
        {
            if (ShouldProcess(group.ToString(), $"Add {string.Join(", ", nodes)} to"))
                Add(group, nodes);
        }
    }

    private void Add(GroupRef group, IReadOnlyList<string> nodes)
    {
        if (TrySend(group.Client, new AddGroup(group.Name, group.Id, nodes), null, out var then) && PassThru)
            WriteObject(then);
    }
}
