namespace HpcScheduler.Core.Records;

/// <summary>What a job or task has of a node.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Cores">How many of its cores; 0 while a job only leaves it.</param>
public readonly record struct NodeShare(string Node, int Cores)
{
    /// <summary>The shares that a record keeps in two lists.</summary>
    internal static IReadOnlyList<NodeShare> Read(IReadOnlyList<string> nodes, IReadOnlyList<int> coresPerNode, int cores) => nodes.Count switch
    {
        0 => [],
        1 => [new(nodes[0], cores)],
        // Of a job that has ended only the names are kept.
        _ when coresPerNode.Count != nodes.Count => [.. nodes.Select(node => new NodeShare(node, 0))],
        _ => [.. nodes.Zip(coresPerNode, (node, count) => new NodeShare(node, count))],
    };
}
