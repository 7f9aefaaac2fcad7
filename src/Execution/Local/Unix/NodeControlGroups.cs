namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// The control groups of an engine: one for all its runners, and one for those of each node whose memory is limited. A node that cannot be limited
/// has the first as well.
/// </summary>
internal sealed class NodeControlGroups(ControlGroup common) : IDisposable
{
    private readonly Dictionary<string, (ControlGroup Group, int Memory)> _limited = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _lock = new();

    /// <summary>Null where the host may not make control groups.</summary>
    public static NodeControlGroups? TryCreate() => ControlGroup.TryCreate() is { } common ? new NodeControlGroups(common) : null;

    /// <summary>The one for runners on a node.</summary>
    /// <param name="node">The name of the node.</param>
    /// <param name="memory">What its runners may use together, in MB; null for no limit.</param>
    public ControlGroup Of(string node, int? memory)
    {
        if (memory is not { } limit || !common.CanLimitMemory)
            return common;
        lock (_lock)
        {
            var isThere = _limited.TryGetValue(node, out var known);
            if (isThere && known.Memory == limit)
                return known.Group;
            var group = isThere ? known.Group : ControlGroup.TryCreate() ?? common;
            if (!ReferenceEquals(group, common) && !group.TryLimitMemory(limit) && !isThere)
            {
                group.Dispose();
                group = common;
            }

            _limited[node] = (group, limit);
            return group;
        }
    }

    /// <summary>Removes the groups that hold no process.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var (group, _) in _limited.Values)
            {
                if (!ReferenceEquals(group, common))
                    group.Dispose();
            }

            _limited.Clear();
        }

        common.Dispose();
    }
}
