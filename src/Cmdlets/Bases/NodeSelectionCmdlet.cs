using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>A cmdlet for nodes that are given by their names or as objects, one after the other through the pipeline.</summary>
public abstract class NodeSelectionCmdlet : FollowingCmdlet
{
    /// <summary>The set with -Name.</summary>
    protected const string NameSet = "Name";

    /// <summary>The set with -Node.</summary>
    protected const string NodeSet = "Node";

    /// <summary>Names of nodes; wildcards are allowed, and several names in one text with commas between.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Nodes.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = NodeSet)]
    public HpcNode[] Node { get; set; } = [];

    /// <summary>The nodes of this step of the pipeline. A wildcard stands for the nodes that there are.</summary>
    private protected IReadOnlyList<NodeRef> Selected()
    {
        if (ParameterSetName == NodeSet)
            return [.. Node.Select(node => new NodeRef(ClientFor(node.Scheduler), node.Name))];
        var selected = new List<NodeRef>();
        foreach (var name in NameList.Split(Name))
        {
            if (WildcardPattern.ContainsWildcardCharacters(name))
                Each<HpcNode>(ClientFor(), new GetNode { Names = [name] }, name, node => selected.Add(new(ClientFor(), node.Name)));
            else
                selected.Add(new(ClientFor(), name));
        }

        return [.. selected.Distinct()];
    }
}
