using System.Collections.Immutable;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Metrics;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core;

/// <summary>
/// The records of all jobs that have not ended, and everything derived from them: counts, queues, free cores. Records go in by
/// <see cref="Put(JobRecord)"/> and <see cref="Put(TaskRecord)"/> alone, so that what is derived cannot disagree with them.
/// It remembers what changed until <see cref="TakeChanges"/>.
/// </summary>
internal sealed class Ledger
{
    private readonly Dictionary<int, JobEntry> _jobs = [];
    private readonly HashSet<int> _changedJobs = [];
    private readonly Dictionary<TaskKey, TaskRecord> _changedTasks = [];
    private readonly List<int> _visitors = [];
    private readonly List<int> _deletedJobs = [];
    private readonly List<TaskKey> _deletedTasks = [];
    private readonly List<JobHistoryRecord> _history = [];
    private readonly HashSet<string> _changedNodes = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _deletedNodes = [];
    private readonly SortedDictionary<int, NodeGroupRecord> _nodeGroups = [];
    private readonly HashSet<int> _changedNodeGroups = [];
    private readonly List<int> _deletedNodeGroups = [];
    private readonly List<NodeHistoryRecord> _nodeHistory = [];
    private readonly SortedDictionary<string, NodeEntry> _nodes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, SortedSet<int>> _children = [];
    private readonly SortedDictionary<string, MemberRecord> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changedMembers = new(StringComparer.Ordinal);
    private readonly Dictionary<AttemptKey, FenceRecord> _fences = [];
    private readonly int[] _units = new int[Enum.GetValues<JobUnitType>().Length];
    private int _unitsVersion = -1;
    private readonly Dictionary<string, JobTemplateRecord?> _changedTemplates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PoolRecord?> _changedPools = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<NodeShare>> _reserved = [];
    private readonly Dictionary<string, int> _allocatedByPool = new(StringComparer.OrdinalIgnoreCase);
    private int? _changedLastJobId;
    private ClusterProperties? _changedProperties;

    /// <summary>Order of the queue: priority first, then place, then number.</summary>
    internal readonly record struct QueueKey(int Priority, long Order, int JobId) : IComparable<QueueKey>
    {
        public int CompareTo(QueueKey other) => Priority != other.Priority
            ? other.Priority.CompareTo(Priority)
            : (Order, JobId).CompareTo((other.Order, other.JobId));
    }

    public int LastJobId { get; private set; }

    /// <summary>When the core that has it took it up: what became due before is acted on after that.</summary>
    public DateTimeOffset TakenUp { get; set; }

    /// <summary>Until when nothing is started, because the engine had no room for it; null or in the past: it is.</summary>
    public DateTimeOffset? NoRoomUntil { get; set; }

    public ClusterProperties ClusterProperties { get; private set; } = ClusterProperties.Default;

    /// <summary>The members that were added, in the order of their names.</summary>
    public IReadOnlyList<MemberRecord> Members { get; private set; } = [];

    /// <summary>The nodes by name, in any case of letters.</summary>
    public IReadOnlyDictionary<string, NodeEntry> Nodes => _nodes;

    /// <summary>Told of each node that is new or has come into another state.</summary>
    public event Action<string, NodeEvent, string>? NodeMoved;

    /// <summary>Grows with every change of a node or a group, and when cores are fenced off or given back.</summary>
    public int NodesVersion { get; private set; }

    /// <summary>The nodes that are for running tasks.</summary>
    public IReadOnlyList<NodeRecord> NodeRecords => [.. _nodes.Values.Select(node => node.Record).Where(node => node.RunsTasks)];

    /// <summary>The groups of nodes by their numbers, those first that are always there.</summary>
    public IEnumerable<NodeGroupRecord> NodeGroups =>
    [
        new(1, NodeGroupRecord.ComputeNodes) { Nodes = WorkerNames },
        new(2, NodeGroupRecord.HeadNodes) { Nodes = HeadNode is { } head ? [head.Name] : [] },
        new(0, NodeGroupRecord.LinuxNodes) { Nodes = WorkerNames },
        .. _nodeGroups.Values.Where(group => !group.Name.Equals(NodeGroupRecord.LinuxNodes, StringComparison.OrdinalIgnoreCase)),
    ];

    private IReadOnlyList<string> WorkerNames => [.. _nodes.Values.Where(node => node.Record.RunsTasks).Select(node => node.Name)];

    private NodeEntry? HeadNode => _nodes.Values.FirstOrDefault(node => node.Record.IsDiscovered) ?? _nodes.Values.FirstOrDefault();

    /// <summary>A group by its name, in any case of letters; null if there is none.</summary>
    public NodeGroupRecord? FindNodeGroup(string name) => NodeGroups.FirstOrDefault(group => group.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The number of the next group.</summary>
    public int NextNodeGroupId => _nodeGroups.Count == 0 ? NodeGroupRecord.LastBuiltInId + 1 : _nodeGroups.Keys.Last() + 1;

    /// <summary>The job templates by their names, letters of either case.</summary>
    public ImmutableSortedDictionary<string, JobTemplateRecord> JobTemplates { get; private set; } =
        ImmutableSortedDictionary.Create<string, JobTemplateRecord>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The pools by their names, letters of either case.</summary>
    public ImmutableSortedDictionary<string, PoolRecord> Pools { get; private set; } =
        ImmutableSortedDictionary.Create<string, PoolRecord>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Jobs that wait for cores, in the order of the queue. Held jobs are not among them.</summary>
    public SortedSet<QueueKey> Waiting { get; } = [];

    /// <summary>Jobs that hold cores, in the order of the queue.</summary>
    public SortedSet<QueueKey> Running { get; } = [];

    /// <summary>How many jobs and tasks do what.</summary>
    public WorkTotals Totals { get; } = new();

    /// <summary>Cores held by jobs.</summary>
    public int AllocatedCores { get; private set; }

    /// <summary>Cores held by the jobs of a pool.</summary>
    public int AllocatedCoresOf(string pool) => _allocatedByPool.GetValueOrDefault(pool);

    /// <summary>The lists of nodes that jobs may run on, by what these ask of them; for <see cref="NodeCandidates"/>.</summary>
    public Dictionary<string, NodeCandidates> Candidates { get; } = [];

    /// <summary>Grows whenever cores become free that a job held or that were kept for one.</summary>
    public long Releases { get; private set; }

    /// <summary>The name of the machine as the host found it; empty before it did.</summary>
    public string MachineName { get; set; } = "";

    /// <summary>The cluster's name: what an administrator says, else that of the machine, whether it is a node or not.</summary>
    public string ClusterName => ClusterProperties.Environment.Select(EnvironmentRules.Split).FirstOrDefault(variable => variable.Key == EnvironmentRules.ClusterName).Value
        ?? _nodes.Values.FirstOrDefault(node => node.Record.IsDiscovered)?.Name
        ?? (MachineName.Length > 0 ? MachineName : HeadNode?.Name ?? "");

    /// <summary>The name of the node that stands for the machine: the machine's own or, where it is divided, the first of its parts.</summary>
    public string HeadNodeName => HeadNode?.Name ?? "";

    /// <summary>How many units the nodes that are for running tasks have together, whatever their state.</summary>
    public int Units(JobUnitType unit)
    {
        if (_unitsVersion != NodesVersion)
        {
            _unitsVersion = NodesVersion;
            for (var each = 0; each < _units.Length; each++)
                _units[each] = UnitRules.Available((JobUnitType)each, NodeRecords);
        }

        return _units[(int)unit];
    }

    /// <summary>Nodes that are to go Offline when no job holds them any more.</summary>
    public HashSet<string> DrainingNodes { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Attempts whose processes could not be killed: nobody may use their cores.</summary>
    public IReadOnlyDictionary<AttemptKey, FenceRecord> Fences => _fences;

    /// <summary>Fences the cores and graphics processors of an attempt off; of one that is fenced off already, says which processes are left.</summary>
    public void Fence(AttemptKey key, TaskRecord task, IReadOnlyList<int> processes)
    {
        NodesVersion++;
        if (_fences.TryGetValue(key, out var known))
        {
            _fences[key] = known with { Processes = processes };
            return;
        }

        _fences.Add(key, new FenceRecord(key, task, processes));
        Each(task, (node, ids) => node.FencedCores.AddRange(ids));
        if (task.AllocatedGpuIds.Count > 0 && _nodes.TryGetValue(task.AllocatedNodes[0], out var first))
            first.FencedGpus.AddRange(task.AllocatedGpuIds);
    }

    /// <summary>Gives the cores of an attempt back, if they were fenced off.</summary>
    public void Unfence(AttemptKey key)
    {
        if (!_fences.Remove(key, out var fence))
            return;
        Each(fence.Task, (node, ids) => node.FencedCores.RemoveAll(ids.Contains));
        if (fence.Task.AllocatedGpuIds.Count > 0 && _nodes.TryGetValue(fence.Task.AllocatedNodes[0], out var first))
            first.FencedGpus.RemoveAll(fence.Task.AllocatedGpuIds.Contains);
        Releases++;
        NodesVersion++;
    }

    public IReadOnlyCollection<JobEntry> Jobs => _jobs.Values;

    public JobEntry? Find(int jobId) => _jobs.GetValueOrDefault(jobId);

    /// <summary>Whether a job was deleted in this turn, so that the store has it until the commit.</summary>
    public bool IsDeleted(int jobId) => _deletedJobs.Contains(jobId);

    /// <summary>The jobs that wait for a parent to finish, in the order of their numbers.</summary>
    public IReadOnlyList<int> Children(int parent) => _children.TryGetValue(parent, out var children) ? [.. children] : [];

    /// <summary>Whether any job waits for it.</summary>
    public bool HasChildren(int parent) => _children.ContainsKey(parent);

    /// <summary>Takes in what the store holds, without counting it as a change.</summary>
    public void Load(StoreContent content)
    {
        LastJobId = content.LastJobId;
        ClusterProperties = content.ClusterProperties;
        foreach (var member in content.Members)
            _members.Add(member.Name, member);
        Members = [.. _members.Values];
        foreach (var node in content.Nodes)
            Enter(node);
        foreach (var group in content.NodeGroups)
            _nodeGroups.Add(group.Id, group);
        JobTemplates = JobTemplates.AddRange(content.JobTemplates.Select(template => KeyValuePair.Create(template.Name, template)));
        Pools = Pools.AddRange(content.Pools.Select(pool => KeyValuePair.Create(pool.Name, pool)));
        foreach (var job in content.Jobs)
            Admit(job);
        foreach (var node in _nodes.Values)
            node.Loaded();
    }

    /// <summary>Takes in a job as it is stored, without counting it as a change.</summary>
    public JobEntry Admit(JobContent content)
    {
        var entry = new JobEntry(content.Job);
        _jobs.Add(content.Job.Id, entry);
        if (content.Job.State.IsEnded())
            _visitors.Add(content.Job.Id);
        Totals.Count(entry, 1);
        Enqueue(entry.Record);
        foreach (var task in content.Tasks)
            Place(entry, task);
        foreach (var task in entry.Tasks.Values)
            RefreshReady(entry, task);
        return entry;
    }

    public void Put(JobRecord job)
    {
        if (_jobs.TryGetValue(job.Id, out var entry))
        {
            if (job.AllocatedCores < entry.Record.AllocatedCores)
                Releases++;
            Dequeue(entry.Record);
            Totals.Count(entry, -1);
            if (job.State.IsEnded() && !entry.Record.State.IsEnded())
                Totals.CountEnd();
            entry.Record = job;
        }
        else
        {
            _jobs.Add(job.Id, entry = new JobEntry(job));
        }

        Totals.Count(entry, 1);
        Enqueue(job);
        _changedJobs.Add(job.Id);
        if (job.State != JobState.Queued || (job.IsHeld && job.PendingReason != PendingReason.ActivationFilter))
            Releases += Unreserve(job.Id) ? 1 : 0;
    }

    /// <summary>Takes note of what happened to a node.</summary>
    public void Put(NodeHistoryRecord history) => _nodeHistory.Add(history);

    /// <summary>Keeps cores for a queued job. It loses them when it leaves the queue.</summary>
    public void Reserve(JobEntry job, IReadOnlyList<NodeShare> shares)
    {
        Unreserve(job);
        var kept = _reserved[job.Record.Id] = [.. shares];
        foreach (var (node, cores) in kept)
            _nodes[node].ReservedCores += cores;
    }

    /// <summary>Counts what is kept for jobs of the queue as free, or again as kept.</summary>
    public void LiftReserved(bool isLifted)
    {
        foreach (var (node, cores) in _reserved.Values.SelectMany(kept => kept))
        {
            if (_nodes.TryGetValue(node, out var entry))
                entry.ReservedCores += isLifted ? -cores : cores;
        }
    }

    /// <summary>Whether cores are kept for a job.</summary>
    public bool HasReserved(JobEntry job) => _reserved.ContainsKey(job.Record.Id);

    /// <summary>Keeps no cores for a job any more.</summary>
    public void Unreserve(JobEntry job) => Unreserve(job.Record.Id);

    /// <summary>Keeps no cores for some of the jobs any more.</summary>
    public void Unreserve(Func<JobEntry, bool> which)
    {
        foreach (var id in _reserved.Keys.Where(id => which(_jobs[id])).ToList())
            Unreserve(id);
    }

    /// <summary>Takes note of what happened to a job.</summary>
    public void Put(JobHistoryRecord history) => _history.Add(history);

    public void Put(TaskRecord task)
    {
        var entry = _jobs[task.Key.JobId];
        var placed = Place(entry, task);
        RefreshReady(entry, placed);
        _changedTasks[task.Key] = task;
        _changedJobs.Add(task.Key.JobId);
    }

    /// <summary>Enters a task in, or takes it out of, those that can be dispatched. One that prepares or releases a node never is.</summary>
    public static void RefreshReady(JobEntry job, TaskEntry task)
    {
        var record = task.Record;
        var ready = task.WaitsFor == 0 && record.Type switch
        {
            TaskType.Basic => record.State == TaskState.Queued,
            TaskType.ParametricSweep => record.State is TaskState.Queued or TaskState.Running && task.NextQueuedSubTask() is not null,
            TaskType.Service => record.State is TaskState.Queued or TaskState.Running
                && record.CancelRequest == CancelRequest.None && record.ResumeTime is null && task.NextQueuedSubTask() is not null,
            _ => false,
        };
        if (ready)
            job.Ready.Add(record.Key.TaskId);
        else
            job.Ready.Remove(record.Key.TaskId);
        if (record.Properties.RequiredNodes is not { Count: > 0 })
            return;
        if (ready)
            job.Requiring.Add(record.Key.TaskId);
        else
            job.Requiring.Remove(record.Key.TaskId);
    }

    /// <summary>The sub-tasks of a job that changed since the last <see cref="TakeChanges"/>.</summary>
    public IReadOnlyList<TaskRecord> ChangedSubTasks(int jobId) =>
        [.. _changedTasks.Values.Where(task => task.Key.SubTaskId != 0 && task.Key.JobId == jobId)];

    public void SetLastJobId(int id) => _changedLastJobId = LastJobId = id;

    public void SetClusterProperties(ClusterProperties properties) => _changedProperties = ClusterProperties = properties;

    /// <summary>Keeps a node as it is now.</summary>
    /// <param name="node">The node.</param>
    /// <param name="comment">Why it is in another state than before; kept in its history.</param>
    public void Put(NodeRecord node, string comment = "")
    {
        Releases++;
        var before = _nodes.GetValueOrDefault(node.Name)?.Record.State;
        if (!_nodes.TryGetValue(node.Name, out var entry))
        {
            Enter(node);
        }
        else if (entry.Record.Gpus.Count == node.Gpus.Count && entry.Record.UsableCores == node.UsableCores)
        {
            entry.Record = node;
        }
        else
        {
            // How many graphics processors a job's cores stand for may be another number now.
            var holders = Holders(node.Name).ToList();
            holders.ForEach(job => Count(job.Record, -1));
            entry.Record = node;
            holders.ForEach(job => Count(job.Record, 1));
            entry.Loaded();
        }

        MarkDraining(node);
        _deletedNodes.RemoveAll(name => name.Equals(node.Name, StringComparison.OrdinalIgnoreCase));
        _changedNodes.Add(node.Name);
        NodesVersion++;
        if (before is null)
            NodeMoved?.Invoke(node.Name, NodeEvent.Added, "");
        if (node.State != (before ?? NodeState.Offline))
            NodeMoved?.Invoke(node.Name, NodeHistory.EventOf(node.State), comment);
    }

    /// <summary>The active jobs that hold a node.</summary>
    public IEnumerable<JobEntry> Holders(string node) => Running
        .Select(key => _jobs[key.JobId])
        .Where(job => job.Record.AllocatedNodes.Contains(node, StringComparer.OrdinalIgnoreCase));

    /// <summary>Takes a node away, and out of every group.</summary>
    public void DeleteNode(string name)
    {
        if (!_nodes.Remove(name, out var entry))
            return;
        DrainingNodes.Remove(name);
        _changedNodes.Remove(name);
        // One that comes under the same name has cores of its own.
        foreach (var kept in _reserved.Values)
            kept.RemoveAll(share => share.Node.Equals(name, StringComparison.OrdinalIgnoreCase));
        _deletedNodes.Add(entry.Name);
        NodesVersion++;
        foreach (var group in _nodeGroups.Values.Where(group => group.Nodes.Contains(name, StringComparer.OrdinalIgnoreCase)).ToList())
            Put(group with { Nodes = [.. group.Nodes.Where(other => !other.Equals(name, StringComparison.OrdinalIgnoreCase))] });
    }

    public void Put(NodeGroupRecord group)
    {
        _nodeGroups[group.Id] = group;
        _changedNodeGroups.Add(group.Id);
        NodesVersion++;
    }

    public void DeleteNodeGroup(int id)
    {
        if (!_nodeGroups.Remove(id))
            return;
        _changedNodeGroups.Remove(id);
        _deletedNodeGroups.Add(id);
        NodesVersion++;
    }

    public MemberRecord? FindMember(string name) => _members.GetValueOrDefault(name);

    /// <summary>Takes in a member; one without a role is none any more.</summary>
    public void SetMember(MemberRecord member)
    {
        if (member.Role == UserRoles.AccessDenied)
            _members.Remove(member.Name);
        else
            _members[member.Name] = member;
        Members = [.. _members.Values];
        _changedMembers.Add(member.Name);
    }

    /// <summary>Keeps a job template; it replaces the one of the same name.</summary>
    public void Put(JobTemplateRecord template)
    {
        JobTemplates = JobTemplates.SetItem(template.Name, template);
        _changedTemplates[template.Name] = template;
    }

    /// <summary>Removes a job template.</summary>
    public void Delete(JobTemplateRecord template)
    {
        JobTemplates = JobTemplates.Remove(template.Name);
        _changedTemplates[template.Name] = null;
    }

    /// <summary>Keeps a pool; it replaces the one of the same name.</summary>
    public void Put(PoolRecord pool)
    {
        Pools = Pools.SetItem(pool.Name, pool);
        _changedPools[pool.Name] = pool;
    }

    /// <summary>Removes a pool.</summary>
    public void Delete(PoolRecord pool)
    {
        Pools = Pools.Remove(pool.Name);
        _changedPools[pool.Name] = null;
    }

    /// <summary>Deletes a job with everything of it.</summary>
    public void Delete(int jobId)
    {
        if (_jobs.TryGetValue(jobId, out var entry))
        {
            Dequeue(entry.Record);
            Totals.Count(entry, -1);
            _jobs.Remove(jobId);
        }

        _changedJobs.Remove(jobId);
        Unreserve(jobId);
        foreach (var key in _changedTasks.Keys.Where(key => key.JobId == jobId).ToList())
            _changedTasks.Remove(key);
        _deletedTasks.RemoveAll(key => key.JobId == jobId);
        _history.RemoveAll(row => row.JobId == jobId);
        _deletedJobs.Add(jobId);
    }

    /// <summary>Deletes a task that is not active, with its sub-tasks.</summary>
    public void Delete(JobEntry job, TaskEntry task)
    {
        var key = task.Record.Key;
        job.Counts = job.Counts.Add(CountsOf(task), -1);
        job.Remove(task);
        foreach (var changed in _changedTasks.Keys.Where(changed => changed.Master == key).ToList())
            _changedTasks.Remove(changed);
        _changedJobs.Add(key.JobId);
        _deletedTasks.Add(key);
    }

    /// <summary>
    /// The changes since the last call. Jobs that have ended leave the memory: the store has them.
    /// </summary>
    public ChangeSet TakeChanges()
    {
        var jobRecords = new List<JobRecord>(_changedJobs.Count);
        foreach (var id in _changedJobs)
        {
            var entry = _jobs[id];
            entry.Record = entry.Record with { Counts = entry.Counts };
            jobRecords.Add(entry.Record);
        }

        var history = _history.Select(WithCounts).ToList();
        foreach (var id in _changedJobs)
        {
            if (_jobs[id].Record.State.IsEnded())
                Forget(id);
        }

        // One that was only looked at, as by a request that was refused.
        foreach (var id in _visitors)
        {
            if (_jobs.TryGetValue(id, out var entry) && entry.Record.State.IsEnded())
                Forget(id);
        }

        _visitors.Clear();
        var changes = new ChangeSet
        {
            Jobs = jobRecords,
            Tasks = [.. _changedTasks.Values],
            History = history,
            DeletedJobs = [.. _deletedJobs],
            DeletedTasks = [.. _deletedTasks],
            LastJobId = _changedLastJobId,
            ClusterProperties = _changedProperties,
            Members = [.. _changedMembers.Select(FindMember).OfType<MemberRecord>()],
            DeletedMembers = [.. _changedMembers.Where(name => FindMember(name) is null)],
            Nodes = [.. _changedNodes.Select(name => _nodes[name].Record)],
            DeletedNodes = [.. _deletedNodes],
            NodeGroups = [.. _changedNodeGroups.Select(id => _nodeGroups[id])],
            DeletedNodeGroups = [.. _deletedNodeGroups],
            NodeHistory = [.. _nodeHistory],
            JobTemplates = [.. _changedTemplates.Values.OfType<JobTemplateRecord>()],
            DeletedJobTemplates = [.. _changedTemplates.Where(change => change.Value is null).Select(change => change.Key)],
            Pools = [.. _changedPools.Values.OfType<PoolRecord>()],
            DeletedPools = [.. _changedPools.Where(change => change.Value is null).Select(change => change.Key)],
        };
        _changedJobs.Clear();
        _changedTasks.Clear();
        _history.Clear();
        _deletedJobs.Clear();
        _deletedTasks.Clear();
        _changedNodes.Clear();
        _changedMembers.Clear();
        _deletedNodes.Clear();
        _changedNodeGroups.Clear();
        _deletedNodeGroups.Clear();
        _nodeHistory.Clear();
        _changedTemplates.Clear();
        _changedPools.Clear();
        _changedLastJobId = null;
        _changedProperties = null;
        return changes;
    }

    private bool Unreserve(int jobId)
    {
        if (!_reserved.Remove(jobId, out var kept))
            return false;
        foreach (var (name, cores) in kept)
        {
            if (_nodes.TryGetValue(name, out var node))
                node.ReservedCores -= cores;
        }

        return true;
    }

    private static QueueKey KeyOf(JobRecord job) => new(job.Priority, job.QueueOrder, job.Id);

    private void Enter(NodeRecord node)
    {
        _nodes.Add(node.Name, new NodeEntry(node));
        MarkDraining(node);
    }

    private void MarkDraining(NodeRecord node)
    {
        if (node.State == NodeState.Draining)
            DrainingNodes.Add(node.Name);
        else
            DrainingNodes.Remove(node.Name);
    }

    private void Each(TaskRecord task, Action<NodeEntry, IReadOnlyList<int>> act)
    {
        if (task.AllocatedCoreIds.Count == 0)
            return;
        if (task.AllocatedNodes.Count == 1)
        {
            if (_nodes.TryGetValue(task.AllocatedNodes[0], out var only))
                act(only, task.AllocatedCoreIds);
            return;
        }

        var first = 0;
        foreach (var share in task.Shares)
        {
            if (_nodes.TryGetValue(share.Node, out var node))
                act(node, [.. task.AllocatedCoreIds.Skip(first).Take(share.Cores)]);
            first += share.Cores;
        }
    }

    /// <summary>Enters what a job holds of nodes (1), or takes it out (-1): for whoever looks ahead, and puts back what was there.</summary>
    // Of a job that counts in graphics processors each unit is one.
    internal void Count(JobRecord job, int sign)
    {
        if (!job.State.IsActive() || job.IsCommand)
            return;
        var unit = UnitRules.Of(job.Properties);
        foreach (var share in job.Shares)
        {
            if (_nodes.TryGetValue(share.Node, out var node))
                node.Count(share.Cores, unit == JobUnitType.Gpu ? share.Cores / UnitRules.Cores(unit, node.Record) : 0, job.Properties.Exclusive == true, sign);
        }
    }

    private void CountPool(JobRecord job, int sign)
    {
        if (job.AllocatedCores != 0)
            _allocatedByPool[job.Pool] = _allocatedByPool.GetValueOrDefault(job.Pool) + (sign * job.AllocatedCores);
    }

    // The store keeps the end of a job with what its tasks had become by then.
    private JobHistoryRecord WithCounts(JobHistoryRecord row)
    {
        var counts = _jobs[row.JobId].Counts;
        return row with
        {
            NumberOfTasks = counts.Total,
            CanceledTasksCount = counts.Canceled,
            FailedTasksCount = counts.Failed,
            FinishedTasksCount = counts.Finished,
        };
    }

    private void Forget(int jobId)
    {
        Dequeue(_jobs[jobId].Record);
        Totals.Count(_jobs[jobId], -1);
        _jobs.Remove(jobId);
    }

    private void Enqueue(JobRecord job)
    {
        AllocatedCores += job.AllocatedCores;
        CountPool(job, 1);
        Count(job, 1);
        if (job.State == JobState.Queued && !job.IsHeld)
            Waiting.Add(KeyOf(job));
        else if (job.State.IsActive())
            Running.Add(KeyOf(job));
        if (job.State != JobState.Queued)
            return;
        foreach (var parent in job.UnfinishedParents)
        {
            if (!_children.TryGetValue(parent, out var children))
                _children.Add(parent, children = []);
            children.Add(job.Id);
        }
    }

    private void Dequeue(JobRecord job)
    {
        AllocatedCores -= job.AllocatedCores;
        CountPool(job, -1);
        Count(job, -1);
        Waiting.Remove(KeyOf(job));
        Running.Remove(KeyOf(job));
        foreach (var parent in job.UnfinishedParents)
        {
            if (_children.TryGetValue(parent, out var children) && children.Remove(job.Id) && children.Count == 0)
                _children.Remove(parent);
        }
    }

    private TaskEntry Place(JobEntry job, TaskRecord task)
    {
        var before = TaskCounts.None;
        job.Tasks.TryGetValue(task.Key.TaskId, out var entry);
        if (entry is not null)
            before = CountsOf(entry);
        if (entry is not null && task.Key.SubTaskId == 0 && IsOtherShape(entry.Record, task))
        {
            job.Remove(entry);
            entry = null;
        }

        if (task.Key.SubTaskId == 0)
        {
            if (entry is null)
            {
                entry = new TaskEntry(task) { Unexpanded = FirstCount(task) };
                entry.SubTaskCounts = TaskCounts.None.Add(task.UnexpandedState, entry.Unexpanded);
                job.Add(entry);
            }
            else
            {
                if (!task.IsMaster)
                    Release(job, entry.Record);
                entry.SubTaskCounts = entry.SubTaskCounts
                    .Add(entry.Record.UnexpandedState, -entry.Unexpanded)
                    .Add(task.UnexpandedState, entry.Unexpanded);
                job.Replace(entry, task);
            }

            if (!task.IsMaster)
                Hold(job, task);
        }
        else
        {
            PlaceSubTask(job, entry!, task);
        }

        var after = CountsOf(entry!);
        job.Counts = job.Counts.Add(before, -1).Add(after, 1);
        Totals.Change(job, before, after);
        return entry!;
    }

    // A task that is being changed may become one of another type, or a sweep of another length.
    private static bool IsOtherShape(TaskRecord before, TaskRecord now) =>
        before.Type != now.Type || (now.Type == TaskType.ParametricSweep && before.SubTaskCount != now.SubTaskCount);

    private void PlaceSubTask(JobEntry job, TaskEntry master, TaskRecord task)
    {
        var id = task.Key.SubTaskId;
        if (master.SubTasks.TryGetValue(id, out var old))
        {
            Release(job, old);
            master.SubTaskCounts = master.SubTaskCounts.Add(old.State, -1);
        }
        else if (master.EndedState(id) is { } ended)
        {
            master.SubTaskCounts = master.SubTaskCounts.Add(ended, -1);
        }
        else if (id <= FirstCount(master.Record))
        {
            master.SubTaskCounts = master.SubTaskCounts.Add(master.Record.UnexpandedState, -1);
            master.Unexpanded--;
        }

        master.SetSubTask(task);
        master.SubTaskCounts = master.SubTaskCounts.Add(task.State, 1);
        Hold(job, task);
    }

    // A service counts an instance when it starts it, not before; a node task one for the first node, and others when it starts them.
    private static int FirstCount(TaskRecord task) => task.Type switch
    {
        TaskType.Service => 0,
        TaskType.NodePrep or TaskType.NodeRelease => 1,
        _ => task.SubTaskCount,
    };

    private static TaskCounts CountsOf(TaskEntry task) =>
        task.Record.IsMaster ? task.SubTaskCounts : TaskCounts.None.Add(task.Record.State, 1);

    private void Hold(JobEntry job, TaskRecord task)
    {
        if (!task.State.IsActive())
            return;
        job.Active[task.Key] = task;
        job.UsedCores += task.AllocatedCores;
        Use(job, task, 1);
        Each(task, (node, ids) => node.UsedCoreIds.UnionWith(ids));
        if (task.AllocatedGpuIds.Count > 0 && _nodes.TryGetValue(task.AllocatedNodes[0], out var first))
            first.UsedGpuIds.UnionWith(task.AllocatedGpuIds);
    }

    private void Release(JobEntry job, TaskRecord task)
    {
        if (!task.State.IsActive())
            return;
        job.Active.Remove(task.Key);
        job.UsedCores -= task.AllocatedCores;
        Use(job, task, -1);
        Each(task, (node, ids) => node.UsedCoreIds.ExceptWith(ids));
        if (task.AllocatedGpuIds.Count > 0 && _nodes.TryGetValue(task.AllocatedNodes[0], out var first))
            first.UsedGpuIds.ExceptWith(task.AllocatedGpuIds);
    }

    private static void Use(JobEntry job, TaskRecord task, int sign)
    {
        if (task.AllocatedNodes.Count == 1)
        {
            Use(job, task, task.AllocatedNodes[0], task.AllocatedCores, sign);
            return;
        }

        foreach (var share in task.Shares)
            Use(job, task, share.Node, share.Cores, sign);
    }

    private static void Use(JobEntry job, TaskRecord task, string node, int cores, int sign)
    {
        if (!job.Uses.TryGetValue(node, out var use))
            job.Uses.Add(node, use = new NodeUse());
        use.Cores += sign * cores;
        if (task.Type == TaskType.NodePrep)
            use.Preparations += sign;
        else if (task.Type == TaskType.NodeRelease)
            use.Releases += sign;
        else
            use.Tasks += sign;
        if (task.Properties.Exclusive == true)
            use.ExclusiveTasks += sign;
        if (use.IsIdle)
            job.Uses.Remove(node);
    }
}
