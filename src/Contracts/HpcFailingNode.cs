namespace HpcScheduler;

/// <summary>A node that does not meet a constraint.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why not, in a sentence.</param>
[method: System.Text.Json.Serialization.JsonConstructor]
public sealed record HpcFailingNode(string Name, string Reason) : HpcObject
{
    /// <summary>A node without a name.</summary>
    public HpcFailingNode()
        : this("", "")
    {
    }

    /// <summary>The node's name, so that a node in a string names itself.</summary>
    public override string ToString() => Name;
}
