using HpcScheduler.Core.Policy;

namespace HpcScheduler.Core.Dispatch;

/// <summary>
/// Nodes that are kept in a round for jobs that cannot start yet, each until the earliest time at which its job could: a job that has ended by then
/// may use it in between (scheduler reference, section 6.5).
/// </summary>
internal sealed class Reservations
{
    private readonly Dictionary<NodeEntry, DateTimeOffset?> _until = [];

    /// <summary>Whether nothing is kept.</summary>
    public bool IsEmpty => _until.Count == 0;

    /// <summary>Whether a job that ends early enough may use any of them.</summary>
    public bool HasWindow { get; private set; }

    /// <summary>Keeps the nodes that a job may run on.</summary>
    /// <param name="candidates">These nodes.</param>
    /// <param name="until">The earliest time at which the job could start; null if nobody knows it.</param>
    public void Keep(NodeCandidates candidates, DateTimeOffset? until)
    {
        HasWindow |= until is not null;
        foreach (var node in candidates.Sets.SelectMany(set => set))
            _until[node] = _until.TryGetValue(node, out var before) && (before is null || before <= until) ? before : until;
    }

    /// <summary>Whether a node is kept from a job that would end at a time; null for one that has no limit.</summary>
    public bool Keeps(NodeEntry node, DateTimeOffset? end) => _until.TryGetValue(node, out var until) && !(end <= until);
}
