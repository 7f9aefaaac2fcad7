namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the node groups that always exist.</summary>
public sealed class NodeGroupCompleter() : WordCompleter(("ComputeNodes", "nodes that run tasks"), ("HeadNodes", "nodes that have the scheduler"));
