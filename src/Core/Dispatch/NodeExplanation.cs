using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>Which nodes a job could have something of now, and why not the others: by the rules that choose its nodes.</summary>
internal sealed class NodeExplanation
{
    private readonly Ledger _ledger;
    private readonly JobEntry _job;
    private readonly JobUnitType _unit;
    private readonly int _least;
    private readonly List<HpcJobConstraint> _constraints = [];
    private readonly Dictionary<NodeEntry, string> _reasons = [];
    private readonly Dictionary<NodeEntry, (int Units, NodeLack Lack)> _rooms;
    private readonly Lazy<ILookup<string, int>> _holders;

    /// <param name="ledger">The records.</param>
    /// <param name="job">The job.</param>
    /// <param name="least">The fewest units that it can use now.</param>
    /// <param name="keepers">By node, the job that keeps it.</param>
    public NodeExplanation(Ledger ledger, JobEntry job, int least, IReadOnlyDictionary<NodeEntry, JobEntry> keepers)
    {
        (_ledger, _job, _unit, _least) = (ledger, job, UnitRules.Of(job.Record.Properties), least);
        _rooms = ledger.Nodes.Values.ToDictionary(node => node, node => Placement.Room(job, node));
        _holders = new(() => ledger.Running
            .Select(key => ledger.Find(key.JobId)!.Record)
            .Where(holder => !holder.IsCommand && holder.Id != job.Record.Id)
            .SelectMany(holder => holder.AllocatedNodes.Select(node => (Node: node, holder.Id)))
            .ToLookup(held => held.Node, held => held.Id, StringComparer.OrdinalIgnoreCase));
        FreeUnits = Most(_ => true);
        CheckWishes();
        CheckRoom(keepers);
    }

    /// <summary>What the job asks of nodes.</summary>
    public IReadOnlyList<HpcJobConstraint> Constraints => _constraints;

    /// <summary>Units that are free for it on the nodes that it may use together: of one group, or on one node, where it is to have that.</summary>
    public long FreeUnits { get; }

    /// <summary>All nodes.</summary>
    public IReadOnlyList<HpcJobNode> Nodes() =>
    [
        .. _ledger.Nodes.Values.Select(node => new HpcJobNode
        {
            Name = node.Name,
            Passes = !_reasons.ContainsKey(node),
            FreeUnits = _rooms[node].Units,
            Reason = ExplainedText.Sentence(_reasons.GetValueOrDefault(node, "")),
        }),
    ];

    // What the job says of nodes; every node is looked at.
    private void CheckWishes()
    {
        var properties = _job.Record.Properties;
        if (properties.NodeGroups is { Count: > 0 } groups)
        {
            var members = NodeCandidates.GroupsOf(_ledger, properties).SelectMany(set => set).ToHashSet();
            var operation = groups.Count == 1 ? "" : $" ({(properties.NodeGroupOp is null or JobNodeGroupOp.NA ? JobNodeGroupOp.Intersect : properties.NodeGroupOp)})";
            Add(nameof(properties.NodeGroups), string.Join(", ", groups) + operation, _ledger.Nodes.Values, node =>
                members.Contains(node) ? null : $"node {node.Name} is not in {ExplainedText.List([.. Without(groups, node)])}");
        }

        foreach (var constraint in NodeConstraint.All)
        {
            if (constraint.Wanted(properties) is { } wanted)
                Add(constraint.Name, wanted, _ledger.Nodes.Values, node => constraint.Unfit(properties, node.Record));
            else if (_ledger.Nodes.Values.Any(node => constraint.Unfit(properties, node.Record) is not null))
                Add(constraint.Name, "", _ledger.Nodes.Values, node => constraint.Unfit(properties, node.Record));
        }
    }

    // What there is at the moment; only nodes that are left are looked at.
    private void CheckRoom(IReadOnlyDictionary<NodeEntry, JobEntry> keepers)
    {
        var properties = _job.Record.Properties;
        var required = Demand.RequiredNodes(_job);
        Add("State", nameof(NodeState.Online), Left(), node => Lack(node, NodeLack.NotOnline, () => $"node {node.Name} is {node.Record.State}"));
        AddIf(properties.Exclusive == true, nameof(properties.Exclusive), "no other job on the node", node =>
            Lack(node, NodeLack.Others, () => $"{ExplainedText.Jobs(Holders(node))} {(Holders(node).Count == 1 ? "holds" : "hold")} some of node {node.Name}"));
        AddIf(false, nameof(properties.Exclusive), "no job that has the node for itself", node =>
            Lack(node, NodeLack.ExclusiveJob, () => $"{ExplainedText.Jobs(Holders(node))} has node {node.Name} for itself"));
        AddIf(false, "NodeRelease", "not a node that it is leaving", node => Lack(node, NodeLack.BeingLeft, () => $"its node release task runs on node {node.Name}"));
        var isSingle = properties.SingleNode == true && _job.Record.State == JobState.Queued;
        Add($"Min{_unit}s", ExplainedText.Count(_least, _unit) + (isSingle ? " on one node" : ""), Left(), node =>
            Lack(node, NodeLack.Units, () => Full(node))
            ?? (isSingle && _rooms[node].Units < _least ? $"node {node.Name} has {_rooms[node].Units} of {ExplainedText.Count(_least, _unit)} free" : null));
        var open = Left().ToHashSet();
        _constraints[^1] = _constraints[^1] with { IsMet = Most(open.Contains) >= _least };
        if (required.Count > 0)
        {
            var there = required.Where(name => _ledger.Nodes.TryGetValue(name, out var node) && open.Contains(node)).ToList();
            _constraints.Add(new HpcJobConstraint
            {
                Name = "RequiredNodes",
                Wanted = string.Join(", ", required),
                IsMet = there.Count == required.Count,
                PassingNodes = HpcList.Of(there),
                FailingNodes = [.. required.Except(there).Select(name => new HpcFailingNode(name, ExplainedText.Sentence(WhyNot(name))))],
            });
        }

        AddIf(false, "JobsAhead", "not kept for a job before it", node =>
            keepers.TryGetValue(node, out var keeper) ? $"job {keeper.Record.Id}, which stands before it, keeps node {node.Name}" : null);
    }

    // What it could have of some of its nodes together.
    private long Most(Func<NodeEntry, bool> which) => NodeCandidates.Of(_ledger, _job).Sets
        .Select(set => set.Where(which).Select(node => (long)_rooms[node].Units).DefaultIfEmpty(0))
        .Select(units => _job.Record.Properties.SingleNode == true ? units.Max() : units.Sum())
        .DefaultIfEmpty(0).Max();

    private string WhyNot(string name) => _ledger.Nodes.TryGetValue(name, out var node)
        ? _reasons[node]
        : "there is no such node";

    private List<NodeEntry> Left() => [.. _ledger.Nodes.Values.Where(node => !_reasons.ContainsKey(node))];

    private void AddIf(bool isWanted, string name, string wanted, Func<NodeEntry, string?> unfit)
    {
        var nodes = Left();
        if (isWanted || nodes.Exists(node => unfit(node) is not null))
            Add(name, wanted, nodes, unfit);
    }

    private void Add(string name, string wanted, IEnumerable<NodeEntry> nodes, Func<NodeEntry, string?> unfit)
    {
        var (passing, failing) = (new List<string>(), new List<HpcFailingNode>());
        foreach (var node in nodes)
        {
            if (unfit(node) is not { } reason)
            {
                passing.Add(node.Name);
                continue;
            }

            failing.Add(new HpcFailingNode(node.Name, ExplainedText.Sentence(reason)));
            _reasons.TryAdd(node, reason);
        }

        _constraints.Add(new HpcJobConstraint { Name = name, Wanted = wanted, IsMet = passing.Count > 0, PassingNodes = HpcList.Of(passing), FailingNodes = HpcList.Of(failing) });
    }

    private string? Lack(NodeEntry node, NodeLack lack, Func<string> reason) => _rooms[node].Lack == lack ? reason() : null;

    private IEnumerable<string> Without(IReadOnlyList<string> groups, NodeEntry node) => groups.Where(group =>
        _ledger.FindNodeGroup(group)?.Nodes.Contains(node.Name, StringComparer.OrdinalIgnoreCase) != true);

    private List<int> Holders(NodeEntry node) => [.. _holders.Value[node.Name]];

    private string Full(NodeEntry node)
    {
        var units = UnitRules.Available(_unit, node.Record);
        if (units == 0)
            return $"node {node.Name} has no {UnitRules.Word(_unit)}";
        var text = units == 1
            ? $"the {UnitRules.Word(_unit)} of node {node.Name} is not free"
            : $"none of the {ExplainedText.Count(units, _unit)} of node {node.Name} is free";
        if (Holders(node) is { Count: > 0 } holders)
            text += $": {ExplainedText.Jobs(holders)} {(holders.Count == 1 ? "holds" : "hold")} {ExplainedText.Count(node.AllocatedCores, "core")}";
        if (node.FencedCores.Count > 0)
            text += $", {ExplainedText.Count(node.FencedCores.Count, "core")} with processes that could not be killed";
        return node.ReservedCores > 0 ? $"{text}, {ExplainedText.Count(node.ReservedCores, "core")} kept for the activation filter" : text;
    }
}
