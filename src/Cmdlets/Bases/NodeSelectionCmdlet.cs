using System.Management.Automation;
using HpcScheduler.Client;
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
    [NodeTransform]
    public HpcNode[] Node { get; set; } = [];

    /// <summary>The nodes of this step of the pipeline. A wildcard stands for the nodes that there are.</summary>
    private protected IReadOnlyList<NodeRef> Selected()
    {
        // A name that comes through the pipeline is a node without a scheduler.
        IEnumerable<(SchedulerClient Client, string Name)> given = ParameterSetName == NodeSet
            ? Node.SelectMany(node => Names(node).Select(name => (ClientFor(node.Scheduler), name)))
            : NameList.Split(Name).Select(name => (ClientFor(), name));
        var selected = new List<NodeRef>();
        foreach (var (client, name) in given)
        {
            if (WildcardPattern.ContainsWildcardCharacters(name))
                Each<HpcNode>(client, new GetNode { Names = [name] }, name, node => selected.Add(new(client, node.Name)));
            else
                selected.Add(new(client, name));
        }

        return [.. selected.Distinct()];
    }

    private static IReadOnlyList<string> Names(HpcNode node) => node.Scheduler is null ? NameList.Split([node.Name]) : [node.Name];
}
