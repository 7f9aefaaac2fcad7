using HpcScheduler.Core;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Unit.Core;

/// <summary>A core on a machine of eight cores, 8000 MB and two graphics processors, for what is done to nodes and groups. Every call is one turn.</summary>
internal sealed class NodeHarness
{
    public static readonly Caller Administrator = new("admin", UserRoles.Administrator);

    public static readonly Caller User = new("user", UserRoles.User);

    private readonly MemoryStore _store = new();
    private SchedulerCore _core;

    /// <param name="numaNodes">The NUMA node of each core.</param>
    public NodeHarness(params int[] numaNodes) => _core = Make(numaNodes);

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The nodes as they are stored.</summary>
    public IReadOnlyList<NodeRecord> Nodes => _store.Load().Nodes;

    /// <summary>The groups, with those that always exist.</summary>
    public IReadOnlyList<NodeGroupRecord> Groups => _core.NodeGroups;

    /// <summary>What happened, each as node, event, actor and comment.</summary>
    public IEnumerable<string> History => _store.ListNodeHistory(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, null)
        .Select(row => $"{row.NodeName} {row.Event} {row.Actor} {row.Comment}".TrimEnd());

    public NodeRecord Node(string name) => Nodes.Single(node => node.Name == name);

    public NodeGroupRecord Group(string name) => Groups.Single(group => group.Name == name);

    /// <summary>One turn. What a refused request has changed would be stored as well, so that tests see it.</summary>
    public TReply Turn<TReply>(Func<SchedulerCore, TReply> act)
    {
        _core.Begin(Now);
        try
        {
            return act(_core);
        }
        finally
        {
            _store.Commit(_core.End().Changes);
        }
    }

    /// <summary>The error of a request that is refused and changes nothing.</summary>
    public SchedulerException Refused<TReply>(Func<SchedulerCore, TReply> act)
    {
        var (nodes, groups, history) = (Nodes, Groups, History.ToList());
        var error = Assert.Throws<SchedulerException>(() => Turn(act));
        Assert.Equal(nodes, Nodes);
        Assert.Equal(groups.Where(group => !group.IsBuiltIn), Groups.Where(group => !group.IsBuiltIn));
        Assert.Equal(history, History);
        return error;
    }

    public NodeRecord New(NewNode request) => Turn(core => core.Handle(request, Administrator));

    public NodeGroupRecord NewGroup(string name, params string[] nodes)
    {
        var group = Turn(core => core.Handle(new NewGroup(name, ""), Administrator));
        return nodes.Length == 0 ? group : Turn(core => core.Handle(new AddGroup(name, null, nodes), Administrator));
    }

    public void SetState(string node, NodeState state) => Turn(core => core.Handle(new SetNodeState(node, state), Administrator));

    /// <summary>Takes the machine's own node away.</summary>
    public NodeHarness WithoutMachine()
    {
        SetState("machine", NodeState.Offline);
        Turn(core => core.Handle(new RemoveNode("machine"), Administrator));
        return this;
    }

    /// <summary>The host dies and another one starts.</summary>
    public void Restart(params int[] numaNodes) => _core = Make(numaNodes);

    private SchedulerCore Make(int[] numaNodes)
    {
        var core = new SchedulerCore(_store, _store.Load(), "/scheduler");
        core.Begin(Now);
        core.Resume(new NodeRecord("machine", 8, null) { Memory = 8000, Gpus = [0, 1], NumaNodes = numaNodes });
        _store.Commit(core.End().Changes);
        return core;
    }
}
