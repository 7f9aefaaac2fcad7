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
    private readonly List<NodeRecord> _changedNodes = [];
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

    /// <summary>Cores held by jobs.</summary>
    public int AllocatedCores { get; private set; }

    /// <summary>Cores of attempts whose processes could not be killed: nobody may use them.</summary>
    public Dictionary<AttemptKey, int> FencedCores { get; } = [];

    /// <summary>Cores that nobody holds. Negative after the node was given fewer.</summary>
    public int FreeCores => Node.UsableCores - AllocatedCores - FencedCores.Values.Sum();

    /// <summary>The most cores that jobs may hold: those of the node, or what they held when the node was given fewer.</summary>
    public int MostCores { get; private set; } = 1;

    public IReadOnlyCollection<JobEntry> Jobs => _jobs.Values;

    public JobEntry? Find(int jobId) => _jobs.GetValueOrDefault(jobId);

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
            Dequeue(entry.Record);
            entry.Record = job;
        }
        else
        {
            _jobs.Add(job.Id, new JobEntry(job));
        }

        Enqueue(job);
        _changedJobs.Add(job.Id);
    }

    public void Put(TaskRecord task)
    {
        var entry = _jobs[task.Key.JobId];
        var placed = Place(entry, task);
        RefreshReady(entry, placed);
        _changedTasks[task.Key] = task;
        _changedJobs.Add(task.Key.JobId);
    }

    /// <summary>Enters a task in, or takes it out of, those that can be dispatched. A node release task never is.</summary>
    public static void RefreshReady(JobEntry job, TaskEntry task)
    {
        var record = task.Record;
        var ready = task.WaitsFor == 0 && record.Type switch
        {
            TaskType.Basic => record.State == TaskState.Queued,
            TaskType.ParametricSweep => record.State is TaskState.Queued or TaskState.Running && task.NextQueuedSubTask() is not null,
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
        MostCores = Math.Max(AllocatedCores, node.UsableCores);
        _changedNodes.Add(node);
    }

    public void Delete(int jobId) => _deletedJobs.Add(jobId);

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
            if (entry.Record.State.IsEnded())
                _jobs.Remove(id);
        }

        // One that was only looked at, as by a request that was refused.
        foreach (var id in _visitors)
        {
            if (_jobs.TryGetValue(id, out var entry) && entry.Record.State.IsEnded())
                _jobs.Remove(id);
        }

        _visitors.Clear();
        var changes = new ChangeSet
        {
            Jobs = jobRecords,
            Tasks = [.. _changedTasks.Values],
            DeletedJobs = [.. _deletedJobs],
            LastJobId = _changedLastJobId,
            ClusterProperties = _changedProperties,
            Nodes = [.. _changedNodes],
        };
        _changedJobs.Clear();
        _changedTasks.Clear();
        _deletedJobs.Clear();
        _changedNodes.Clear();
        _changedLastJobId = null;
        _changedProperties = null;
        return changes;
    }

    private static QueueKey KeyOf(JobRecord job) => new(job.Properties.ExpandedPriority ?? PriorityRange.Normal, job.QueueOrder, job.Id);

    private void Enqueue(JobRecord job)
    {
        AllocatedCores += job.AllocatedCores;
        if (job.State == JobState.Queued && job.PendingReason != PendingReason.HeldByUser)
            Waiting.Add(KeyOf(job));
        else if (job.State.IsActive())
            Running.Add(KeyOf(job));
    }

    private void Dequeue(JobRecord job)
    {
        AllocatedCores -= job.AllocatedCores;
        Waiting.Remove(KeyOf(job));
        Running.Remove(KeyOf(job));
    }

    private static TaskEntry Place(JobEntry job, TaskRecord task)
    {
        var before = TaskCounts.None;
        job.Tasks.TryGetValue(task.Key.TaskId, out var entry);
        if (entry is not null)
            before = CountsOf(entry);

        if (task.Key.SubTaskId == 0)
        {
            if (entry is null)
            {
                entry = new TaskEntry(task) { Unexpanded = task.SubTaskCount };
                entry.SubTaskCounts = TaskCounts.None.Add(task.UnexpandedState, entry.Unexpanded);
                job.Tasks.Add(task.Key.TaskId, entry);
                if (task.Type == TaskType.NodeRelease)
                    job.NodeRelease = entry;
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

    private static void PlaceSubTask(JobEntry job, TaskEntry master, TaskRecord task)
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
        else
        {
            master.SubTaskCounts = master.SubTaskCounts.Add(master.Record.UnexpandedState, -1);
            master.Unexpanded--;
        }

        master.SetSubTask(task);
        master.SubTaskCounts = master.SubTaskCounts.Add(task.State, 1);
        Hold(job, task);
    }

    private static TaskCounts CountsOf(TaskEntry task) =>
        task.Record.IsMaster ? task.SubTaskCounts : TaskCounts.None.Add(task.Record.State, 1);

    private static void Hold(JobEntry job, TaskRecord task)
    {
        if (!task.State.IsActive())
            return;
        job.Active[task.Key] = task;
        job.UsedCores += task.AllocatedCores;
    }

    private static void Release(JobEntry job, TaskRecord task)
    {
        if (!task.State.IsActive())
            return;
        job.Active.Remove(task.Key);
        job.UsedCores -= task.AllocatedCores;
    }
}
