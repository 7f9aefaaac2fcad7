namespace HpcScheduler.Protocol;

/// <summary>
/// Follows nodes: each as it is now, then again at each change, until all of them are in a state. Then the reply ends. A node that does not
/// exist, or is removed meanwhile, is an error. The caller stops following by closing the connection.
/// </summary>
/// <param name="Names">The nodes.</param>
/// <param name="State">The state.</param>
public sealed record WaitNode(IReadOnlyList<string> Names, ClusterNodeState State) : ISchedulerQuery<HpcNode>;
