using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>
/// The nodes that jobs of the queue keep for themselves, as a round comes to them in the order of the queue: one that cannot have its
/// minimum keeps all that it may run on, and those behind it start on others only (scheduler reference, section 6.2).
/// </summary>
internal sealed class KeptNodes
{
    private readonly HashSet<NodeEntry> _nodes = [];
    private readonly HashSet<NodeCandidates> _candidates = [];

    /// <summary>The nodes that are kept; null if there are none.</summary>
    public IReadOnlySet<NodeEntry>? Nodes => _nodes.Count == 0 ? null : _nodes;

    /// <summary>Looks at the next job of the queue, and keeps its nodes if it has to wait.</summary>
    /// <param name="ledger">The records.</param>
    /// <param name="job">The job. No cores are kept for it, unless the activation filter is asked about it.</param>
    /// <returns>How it stands with it, and what it would get if it fits.</returns>
    public (Prospect Prospect, List<(NodeEntry Node, int Units)>? Places) Next(Ledger ledger, JobEntry job)
    {
        if (job.Activation is Activation.Asked or Activation.Refused)
            return (Prospect.Asked, null);
        var candidates = NodeCandidates.Of(ledger, job);
        if (_candidates.Contains(candidates))
            return (Prospect.Covered, null);
        if (Placement.Start(ledger, job, Nodes) is { } places)
            return (Prospect.Fits, places);
        if (!Placement.CouldStart(ledger, job))
            return (Prospect.Hopeless, null);
        _candidates.Add(candidates);
        foreach (var set in candidates.Sets)
            _nodes.UnionWith(set);
        return (Prospect.Blocked, null);
    }

    /// <summary>Whether anything is free on a node that is not kept.</summary>
    public bool IsAnyLeft(Ledger ledger) =>
        ledger.Nodes.Values.Any(node => node.IsOnline && node.FreeCores + node.ReservedCores > 0 && !_nodes.Contains(node));
}
