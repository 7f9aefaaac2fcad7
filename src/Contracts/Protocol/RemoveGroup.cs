namespace HpcScheduler.Protocol;

/// <summary>
/// Takes nodes out of a group, or deletes the group. A node that does not exist is passed over if another of them does. Administrators only.
/// </summary>
/// <param name="Name">The group, by its name; null if it is given by its number.</param>
/// <param name="Id">The group, by its number.</param>
/// <param name="Nodes">The names of the nodes that leave it; null deletes the group.</param>
public sealed record RemoveGroup(string? Name, int? Id, IReadOnlyList<string>? Nodes) : ISchedulerRequest<Done>;
