namespace HpcScheduler.Protocol;

/// <summary>Takes a node away, and out of every group. It must be Offline. Administrators only.</summary>
/// <param name="Name">The node.</param>
/// <param name="Comment">Why; kept in the history of the node.</param>
public sealed record RemoveNode(string Name, string Comment = "") : ISchedulerRequest<Done>;
