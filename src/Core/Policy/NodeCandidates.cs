using System.Globalization;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>
/// The nodes that jobs with the same wishes may run on, whatever their state: the groups put together by NodeGroupOp, those among them that
/// are requested, without those that are excluded, within the limits of memory and cores, in the wished order (scheduler reference,
/// section 6.8).
/// </summary>
internal sealed class NodeCandidates
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<(JobUnitType, int, bool), bool> _couldHold = [];

    private NodeCandidates(int version, JobProperties properties, IReadOnlyList<IReadOnlyList<NodeEntry>> sets)
    {
        Version = version;
        Properties = properties;
        Sets = sets;
        foreach (var set in sets)
            _names.UnionWith(set.Select(node => node.Name));
    }

    /// <summary>The version of the nodes and groups that it was worked out for.</summary>
    public int Version { get; }

    /// <summary>Of the job that it was first worked out for.</summary>
    public JobProperties Properties { get; }

    /// <summary>One list; with NodeGroupOp Uniform one for each group, of which a job uses one.</summary>
    public IReadOnlyList<IReadOnlyList<NodeEntry>> Sets { get; }

    /// <summary>Whether the nodes have a wished order; else those come first of which most is free.</summary>
    public bool IsOrdered => Properties.OrderBy is { Count: > 0 };

    /// <summary>Whether they are enough for a minimum if nothing else runs there; worked out once, for nothing but nodes and fences decides it.</summary>
    public bool CouldHold(JobUnitType unit, int minimum, bool isSingle, Func<bool> find)
    {
        if (!_couldHold.TryGetValue((unit, minimum, isSingle), out var could))
            _couldHold.Add((unit, minimum, isSingle), could = find());
        return could;
    }

    /// <summary>Whether a node is among them.</summary>
    public bool Contains(string node) => _names.Contains(node);

    /// <summary>Those of a job as things are.</summary>
    public static NodeCandidates Of(Ledger ledger, JobEntry job)
    {
        var properties = job.Record.Properties;
        if (job.Candidates.Known is { } known && known.Version == ledger.NodesVersion && ReferenceEquals(job.Candidates.For, properties))
            return known;
        job.Candidates = (Of(ledger, properties), properties);
        return job.Candidates.Known!;
    }

    /// <summary>Those of a job with these properties as things are.</summary>
    public static NodeCandidates Of(Ledger ledger, JobProperties properties)
    {
        var key = Key(properties);
        if (ledger.Candidates.TryGetValue(key, out var known) && known.Version == ledger.NodesVersion)
            return known;
        if (ledger.Candidates.Values.FirstOrDefault() is { } old && old.Version != ledger.NodesVersion)
            ledger.Candidates.Clear();
        var sets = GroupsOf(ledger, properties)
            .Select(set => (IReadOnlyList<NodeEntry>)[.. Ordered(set.Where(node => NodeRules.Unfit(properties, node.Record) is null), properties)]);
        return ledger.Candidates[key] = new NodeCandidates(ledger.NodesVersion, properties, [.. sets]);
    }

    /// <summary>The nodes of its groups as NodeGroupOp puts them together, fit or not; as <see cref="Sets"/>.</summary>
    public static IEnumerable<IEnumerable<NodeEntry>> GroupsOf(Ledger ledger, JobProperties properties)
    {
        var all = ledger.Nodes.Values;
        if (properties.NodeGroups is not { Count: > 0 } names)
            return [all];
        var groups = names
            .Select(name => new HashSet<string>(ledger.FindNodeGroup(name)?.Nodes ?? [], StringComparer.OrdinalIgnoreCase))
            .ToList();
        return properties.NodeGroupOp switch
        {
            JobNodeGroupOp.Uniform => groups.Select(group => all.Where(node => group.Contains(node.Name))),
            JobNodeGroupOp.Union => [all.Where(node => groups.Any(group => group.Contains(node.Name)))],
            _ => [all.Where(node => groups.All(group => group.Contains(node.Name)))],
        };
    }

    private static IEnumerable<NodeEntry> Ordered(IEnumerable<NodeEntry> nodes, JobProperties properties)
    {
        if (properties.OrderBy is not { Count: > 0 } order)
            return nodes;
        IOrderedEnumerable<NodeEntry>? ordered = null;
        foreach (var word in order)
        {
            Func<NodeEntry, int> value = word switch
            {
                "Cores" => node => -node.Record.UsableCores,
                "-Cores" => node => node.Record.UsableCores,
                "Memory" => node => -node.Record.Memory,
                _ => node => node.Record.Memory,
            };
            ordered = ordered is null ? nodes.OrderBy(value) : ordered.ThenBy(value);
        }

        return ordered!.ThenBy(node => node.Name, StringComparer.OrdinalIgnoreCase);
    }

    // Most jobs wish nothing.
    private static string Key(JobProperties job)
    {
        if (job is
            {
                NodeGroups: null, RequestedNodes: null, ExcludedNodes: null, OrderBy: null, MinCoresPerNode: null, MaxCoresPerNode: null,
                MinMemoryPerNode: null, MaxMemoryPerNode: null, EstimatedProcessMemory: null,
            })
        {
            return "";
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Text(job.NodeGroups)}|{job.NodeGroupOp}|{Text(job.RequestedNodes)}|{Text(job.ExcludedNodes)}|{Text(job.OrderBy)}|")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{job.MinCoresPerNode}|{job.MaxCoresPerNode}|{job.MinMemoryPerNode}|{job.MaxMemoryPerNode}|{job.EstimatedProcessMemory}");

        static string Text(IReadOnlyList<string>? names) => names is null ? "" : string.Join('/', names);
    }
}
