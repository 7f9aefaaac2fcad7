using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core;

/// <summary>A node in memory, with what jobs and tasks have of it.</summary>
internal sealed class NodeEntry
{
    private NodeRecord _record;

    public NodeEntry(NodeRecord record)
    {
        _record = record;
        List = [record.Name];
        MostCores = record.UsableCores;
    }

    /// <summary>The node itself.</summary>
    public NodeRecord Record
    {
        get => _record;
        set
        {
            _record = value;
            MostCores = Math.Max(AllocatedCores, value.UsableCores);
        }
    }

    /// <summary>Its name.</summary>
    public string Name => _record.Name;

    /// <summary>Its name as a list, the same for all tasks that have this node.</summary>
    public IReadOnlyList<string> List { get; }

    /// <summary>Whether it gets work.</summary>
    public bool IsOnline => _record.State == NodeState.Online;

    /// <summary>Cores held by jobs.</summary>
    public int AllocatedCores { get; private set; }

    /// <summary>Graphics processors held by jobs.</summary>
    public int AllocatedGpus { get; private set; }

    /// <summary>Cores that are kept for jobs which the activation filter is asked about.</summary>
    public int ReservedCores { get; set; }

    /// <summary>How many jobs hold it, those counted that only leave it.</summary>
    public int Jobs { get; private set; }

    /// <summary>How many of them have it for themselves.</summary>
    public int ExclusiveJobs { get; private set; }

    /// <summary>Cores of attempts whose processes could not be killed: nobody may use them.</summary>
    public List<int> FencedCores { get; } = [];

    /// <summary>Graphics processors of such attempts.</summary>
    public List<int> FencedGpus { get; } = [];

    /// <summary>Cores that tasks have, by their numbers.</summary>
    public SortedSet<int> UsedCoreIds { get; } = [];

    /// <summary>Graphics processors that tasks have, by their numbers.</summary>
    public SortedSet<int> UsedGpuIds { get; } = [];

    /// <summary>Cores that nobody holds and that are kept for nobody. Negative after the node was given fewer.</summary>
    public int FreeCores => _record.UsableCores - AllocatedCores - FencedCores.Count - ReservedCores;

    /// <summary>Graphics processors that nobody holds.</summary>
    public int FreeGpus => Math.Max(0, _record.Gpus.Count - AllocatedGpus - FencedGpus.Count);

    /// <summary>The most cores that jobs may hold: those of the node, or what they held when the node was given fewer.</summary>
    public int MostCores { get; private set; }

    /// <summary>Enters a job's share, or takes it out.</summary>
    public void Count(int cores, int gpus, bool isExclusive, int sign)
    {
        AllocatedCores += sign * cores;
        AllocatedGpus += sign * gpus;
        Jobs += sign;
        if (isExclusive)
            ExclusiveJobs += sign;
    }

    /// <summary>Says that what is held now was held before the node was looked at.</summary>
    public void Loaded() => MostCores = Math.Max(AllocatedCores, _record.UsableCores);

    /// <summary>The core numbers for a task, of those that no task has: the lowest, and in one NUMA node if they can be.</summary>
    public void FreeCoreIds(int count, List<int> into)
    {
        if (_record.NumaNodes.Count > 0)
        {
            NumaRules.Choose(_record.NumaNodes, _record.UsableCores, IsFree, count, into);
            return;
        }

        for (var id = 0; count > 0; id++)
        {
            if (!IsFree(id))
                continue;
            into.Add(id);
            count--;
        }
    }

    private bool IsFree(int id) => !UsedCoreIds.Contains(id) && !FencedCores.Contains(id);
}
