namespace HpcScheduler.Protocol;

/// <summary>Takes a node offline or online. Administrators only.</summary>
/// <param name="Name">The node.</param>
/// <param name="State">Online, or Offline; Draining is asked for as Offline.</param>
/// <param name="Force">With Offline: what runs there is killed at once, and runs again if it may. Else it ends by itself, and the node drains.</param>
/// <param name="Comment">Why; kept in the history of the node, at most <see cref="Limits.NodeComment"/> characters.</param>
public sealed record SetNodeState(string Name, NodeState State, bool Force = false, string Comment = "") : ISchedulerRequest<HpcNode>;
