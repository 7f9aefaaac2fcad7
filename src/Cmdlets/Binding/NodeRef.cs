using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>A node of a scheduler.</summary>
/// <param name="Client">The scheduler.</param>
/// <param name="Name">The node's name, in letters of either case.</param>
internal readonly record struct NodeRef(SchedulerClient Client, string Name)
{
    public bool Equals(NodeRef other) => Client == other.Client && Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => HashCode.Combine(Client, StringComparer.OrdinalIgnoreCase.GetHashCode(Name));
}
