namespace HpcScheduler.Protocol;

/// <summary>Takes a node away, and out of every group. It must be Offline. Administrators only.</summary>
/// <param name="Name">The node.</param>
public sealed record RemoveNode(string Name) : ISchedulerRequest<Done>;
