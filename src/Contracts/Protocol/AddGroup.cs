namespace HpcScheduler.Protocol;

/// <summary>
/// Puts nodes into a group. Nodes that are in it already stay. A node that does not exist is passed over if another of them does. Administrators only.
/// </summary>
/// <param name="Name">The group, by its name; null if it is given by its number.</param>
/// <param name="Id">The group, by its number.</param>
/// <param name="Nodes">The names of the nodes, at least one.</param>
public sealed record AddGroup(string? Name, int? Id, IReadOnlyList<string> Nodes) : ISchedulerRequest<HpcGroup>;
