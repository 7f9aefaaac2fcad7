using HpcScheduler.Core.Lifecycle;
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
    private readonly List<JobHistoryRecord> _history = [];
    private readonly List<NodeRecord> _changedNodes = [];
    private readonly SortedSet<int> _usedCoreIds = [];
    private readonly Dictionary<int, SortedSet<int>> _children = [];
    private readonly Dictionary<int, int> _reserved = [];
    private int _exclusives;
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

    public ClusterProperties ClusterProperties { get; private set; } = ClusterProperties.Default;

    public NodeRecord Node { get; private set; } = new("", 1, null);

    /// <summary>Jobs that wait for cores, in the order of the queue. Held jobs are not among them.</summary>
    public SortedSet<QueueKey> Waiting { get; } = [];

    /// <summary>Jobs that hold cores, in the order of the queue.</summary>
    public SortedSet<QueueKey> Running { get; } = [];

    /// <summary>Whether a job holds the node for itself.</summary>
    public bool HasExclusive => _exclusives > 0;

    /// <summary>Cores held by jobs.</summary>
    public int AllocatedCores { get; private set; }

    /// <summary>Cores, by their numbers, of attempts whose processes could not be killed: nobody may use them.</summary>
    public Dictionary<AttemptKey, IReadOnlyList<int>> FencedCores { get; } = [];

    /// <summary>Cores that nobody holds and that are kept for nobody. Negative after the node was given fewer.</summary>
    public int FreeCores => Node.UsableCores - AllocatedCores - FencedCores.Values.Sum(cores => cores.Count) - _reserved.Values.Sum();

    /// <summary>Grows whenever cores become free that a job held or that were kept for one.</summary>
    public long Releases { get; private set; }

    /// <summary>The most cores that jobs may hold: those of the node, or what they held when the node was given fewer.</summary>
    public int MostCores { get; private set; } = 1;

    public IReadOnlyCollection<JobEntry> Jobs => _jobs.Values;

    public JobEntry? Find(int jobId) => _jobs.GetValueOrDefault(jobId);

    /// <summary>The jobs that wait for a parent to finish, in the order of their numbers.</summary>
    public IReadOnlyList<int> Children(int parent) => _children.TryGetValue(parent, out var children) ? [.. children] : [];

    /// <summary>Whether any job waits for it.</summary>
    public bool HasChildren(int parent) => _children.ContainsKey(parent);

    /// <summary>The lowest core numbers that no task has.</summary>
    public IReadOnlyList<int> FreeCoreIds(int count)
    {
        var free = new int[count];
        for (var (found, id) = (0, 0); found < count; id++)
        {
            if (!_usedCoreIds.Contains(id) && !IsFenced(id))
                free[found++] = id;
        }

        return free;
    }

    /// <summary>Takes in what the store holds, without counting it as a change.</summary>
    public void Load(StoreContent content)
    {
        LastJobId = content.LastJobId;
        ClusterProperties = content.ClusterProperties;
        if (content.Nodes.Count > 0)
            Node = content.Nodes[0];
        foreach (var job in content.Jobs)
            Admit(job);
        MostCores = Math.Max(AllocatedCores, Node.UsableCores);
    }

    /// <summary>Takes in a job as it is stored, without counting it as a change.</summary>
    public JobEntry Admit(JobContent content)
    {
        var entry = new JobEntry(content.Job);
        _jobs.Add(content.Job.Id, entry);
        if (content.Job.State.IsEnded())
            _visitors.Add(content.Job.Id);
        Enqueue(entry.Record);
        foreach (var task in content.Tasks)
            Place(entry, task);
        DependencyGraph.Connect(entry);
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
            entry.Record = job;
        }
        else
        {
            _jobs.Add(job.Id, new JobEntry(job));
        }

        Enqueue(job);
        _changedJobs.Add(job.Id);
        if (job.State != JobState.Queued || (job.IsHeld && job.PendingReason != PendingReason.ActivationFilter))
            Releases += _reserved.Remove(job.Id) ? 1 : 0;
    }

    /// <summary>Cores that are kept for a job.</summary>
    public int ReservedCores(int jobId) => _reserved.GetValueOrDefault(jobId);

    /// <summary>Keeps cores for a queued job. It loses them when it leaves the queue.</summary>
    public void Reserve(JobEntry job, int cores) => _reserved[job.Record.Id] = cores;

    /// <summary>Keeps no cores for a job any more.</summary>
    public void Unreserve(JobEntry job) => _reserved.Remove(job.Record.Id);

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
    }

    /// <summary>The sub-tasks of a job that changed since the last <see cref="TakeChanges"/>.</summary>
    public IReadOnlyList<TaskRecord> ChangedSubTasks(int jobId) =>
        [.. _changedTasks.Values.Where(task => task.Key.SubTaskId != 0 && task.Key.JobId == jobId)];

    public void SetLastJobId(int id) => _changedLastJobId = LastJobId = id;

    public void SetClusterProperties(ClusterProperties properties) => _changedProperties = ClusterProperties = properties;

    public void SetNode(NodeRecord node)
    {
        Node = node;
        Releases++;
        MostCores = Math.Max(AllocatedCores, node.UsableCores);
        _changedNodes.Add(node);
    }

    /// <summary>Deletes a job with everything of it.</summary>
    public void Delete(int jobId)
    {
        if (_jobs.TryGetValue(jobId, out var entry))
        {
            Dequeue(entry.Record);
            _jobs.Remove(jobId);
        }

        _changedJobs.Remove(jobId);
        _reserved.Remove(jobId);
        foreach (var key in _changedTasks.Keys.Where(key => key.JobId == jobId).ToList())
            _changedTasks.Remove(key);
        _history.RemoveAll(row => row.JobId == jobId);
        _deletedJobs.Add(jobId);
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
            LastJobId = _changedLastJobId,
            ClusterProperties = _changedProperties,
            Nodes = [.. _changedNodes],
        };
        _changedJobs.Clear();
        _changedTasks.Clear();
        _history.Clear();
        _deletedJobs.Clear();
        _changedNodes.Clear();
        _changedLastJobId = null;
        _changedProperties = null;
        return changes;
    }

    private static QueueKey KeyOf(JobRecord job) => new(job.Properties.ExpandedPriority ?? PriorityRange.Normal, job.QueueOrder, job.Id);

    private bool IsFenced(int coreId) => FencedCores.Count > 0 && FencedCores.Values.Any(cores => cores.Contains(coreId));

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
        _jobs.Remove(jobId);
    }

    private void Enqueue(JobRecord job)
    {
        AllocatedCores += job.AllocatedCores;
        if (job.State == JobState.Queued && !job.IsHeld)
            Waiting.Add(KeyOf(job));
        else if (job.State.IsActive() && Running.Add(KeyOf(job)) && job.Properties.Exclusive == true)
            _exclusives++;
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
        Waiting.Remove(KeyOf(job));
        if (Running.Remove(KeyOf(job)) && job.Properties.Exclusive == true)
            _exclusives--;
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
                entry = new TaskEntry(task) { Unexpanded = task.Type == TaskType.Service ? 0 : task.SubTaskCount };
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
                entry.Record = task;
            }

            if (!task.IsMaster)
                Hold(job, task);
        }
        else
        {
            PlaceSubTask(job, entry!, task);
        }

        job.Counts = job.Counts.Add(before, -1).Add(CountsOf(entry!), 1);
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
        else if (master.Record.Type != TaskType.Service)
        {
            // A service counts an instance when it starts it, not before.
            master.SubTaskCounts = master.SubTaskCounts.Add(master.Record.UnexpandedState, -1);
            master.Unexpanded--;
        }

        master.SetSubTask(task);
        master.SubTaskCounts = master.SubTaskCounts.Add(task.State, 1);
        Hold(job, task);
    }

    private static TaskCounts CountsOf(TaskEntry task) =>
        task.Record.IsMaster ? task.SubTaskCounts : TaskCounts.None.Add(task.Record.State, 1);

    private void Hold(JobEntry job, TaskRecord task)
    {
        if (!task.State.IsActive())
            return;
        job.Active[task.Key] = task;
        job.UsedCores += task.AllocatedCores;
        _usedCoreIds.UnionWith(task.AllocatedCoreIds);
    }

    private void Release(JobEntry job, TaskRecord task)
    {
        if (!task.State.IsActive())
            return;
        job.Active.Remove(task.Key);
        job.UsedCores -= task.AllocatedCores;
        foreach (var id in task.AllocatedCoreIds)
            _usedCoreIds.Remove(id);
    }
}
