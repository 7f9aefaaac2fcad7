using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Storage.Reading;

namespace HpcScheduler.Storage;

/// <summary>
/// A store that forgets everything with the process: for simulations, which need thousands of lives of a scheduler in a second,
/// and as the plain statement of what a store does. It keeps every promise of the one on disk but durability. Used by one thread.
/// </summary>
public sealed class MemoryStore : IStore, IStoreReader
{
    private readonly SortedDictionary<int, JobRecord> _jobs = [];
    private readonly Dictionary<int, SortedDictionary<TaskKey, TaskRecord>> _tasks = [];
    private readonly Dictionary<int, List<JobHistoryRecord>> _history = [];
    private readonly SortedDictionary<string, NodeRecord> _nodes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, MemberRecord> _members = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, NodeGroupRecord> _nodeGroups = [];
    private readonly List<NodeHistoryRecord> _nodeHistory = [];
    private readonly SortedDictionary<string, JobTemplateRecord> _templates = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, PoolRecord> _pools = new(StringComparer.Ordinal);
    private readonly Dictionary<MetricSampleRecord, (double Sum, int Count)> _metricSamples = [];
    private ClusterProperties _clusterProperties = ClusterProperties.Default;
    private int _lastJobId;
    private long _lastHistoryId;

    /// <inheritdoc/>
    public StoreContent Load() => new()
    {
        Jobs = [.. _jobs.Values.Where(job => job.EndTime is null).Select(Content)],
        LastJobId = _lastJobId,
        ClusterProperties = _clusterProperties,
        Nodes = [.. _nodes.Values],
        Members = [.. _members.Values],
        NodeGroups = [.. _nodeGroups.Values],
        JobTemplates = [.. _templates.Values],
        Pools = [.. _pools.Values],
    };

    /// <inheritdoc cref="IStore.LoadJob"/>
    public JobContent? LoadJob(int id) => FindJob(id) is { } job ? Content(job) : null;

    /// <inheritdoc/>
    public IReadOnlySet<int> ListJobIds() => _jobs.Keys.ToHashSet();

    /// <inheritdoc/>
    public IReadOnlyList<int> FindEndedBefore(DateTimeOffset time, int count) =>
        [.. _jobs.Values.Where(job => job.EndTime < time).OrderBy(job => job.EndTime).Take(count).Select(job => job.Id)];

    /// <inheritdoc/>
    public DateTimeOffset? FirstEnd() => _jobs.Values.Min(job => job.EndTime);

    /// <inheritdoc/>
    public (int Jobs, long Tasks) CountOf(string owner) =>
        (_jobs.Values.Count(job => job.Owner == owner), _jobs.Values.Where(job => job.Owner == owner).Sum(job => (long)job.LastTaskId));

    /// <inheritdoc/>
    public long SizeOf(string owner) => _jobs.Values.Where(job => job.Owner == owner).Sum(job =>
        KeptSize.Of(job.Properties) + _tasks[job.Id].Values.Where(task => task.Key.SubTaskId == 0).Sum(task => KeptSize.Of(task.Properties)));

    /// <inheritdoc/>
    public void Commit(ChangeSet changes)
    {
        Check(changes);
        foreach (var job in changes.Jobs)
        {
            _jobs[job.Id] = job;
            _tasks.TryAdd(job.Id, []);
            _history.TryAdd(job.Id, []);
        }

        foreach (var key in changes.DeletedTasks)
        {
            foreach (var own in _tasks.GetValueOrDefault(key.JobId)?.Keys.Where(own => own.Master == key).ToList() ?? [])
                _tasks[key.JobId].Remove(own);
        }

        foreach (var task in changes.Tasks)
            _tasks[task.Key.JobId][task.Key] = task;
        foreach (var history in changes.History)
            _history[history.JobId].Add(history with { JobHistoryId = ++_lastHistoryId });
        foreach (var id in changes.DeletedJobs)
        {
            _jobs.Remove(id);
            _tasks.Remove(id);
            _history.Remove(id);
        }

        foreach (var name in changes.DeletedNodes)
            _nodes.Remove(name);
        foreach (var node in changes.Nodes)
            _nodes[node.Name] = node;
        foreach (var member in changes.Members)
            _members[member.Name] = member;
        foreach (var name in changes.DeletedMembers)
            _members.Remove(name);
        foreach (var id in changes.DeletedNodeGroups)
            _nodeGroups.Remove(id);
        foreach (var group in changes.NodeGroups)
            _nodeGroups[group.Id] = group;
        foreach (var history in changes.NodeHistory)
            _nodeHistory.Add(history with { NodeHistoryId = _nodeHistory.Count + 1 });
        foreach (var template in changes.JobTemplates)
            _templates[template.Name] = template;
        foreach (var name in changes.DeletedJobTemplates)
            _templates.Remove(name);
        foreach (var pool in changes.Pools)
            _pools[pool.Name] = pool;
        foreach (var name in changes.DeletedPools)
            _pools.Remove(name);
        foreach (var sample in changes.MetricSamples)
            Add(sample);
        foreach (var (period, before) in changes.DeletedMetricSamples)
        {
            foreach (var key in _metricSamples.Keys.Where(key => key.Period == period && key.Time < before).ToList())
                _metricSamples.Remove(key);
        }

        _lastJobId = changes.LastJobId ?? _lastJobId;
        _clusterProperties = changes.ClusterProperties ?? _clusterProperties;
    }

    /// <inheritdoc/>
    public IEnumerable<JobRecord> ListJobs(JobFilter filter) => _jobs.Values.Where(filter.Passes).ToList();

    /// <summary>A task's record; null if there is none.</summary>
    public TaskRecord? FindTask(TaskKey key) => _tasks.GetValueOrDefault(key.JobId)?.GetValueOrDefault(key);

    /// <inheritdoc/>
    public JobRecord? FindJob(int id) => _jobs.GetValueOrDefault(id);

    /// <inheritdoc/>
    public IEnumerable<TaskRecord> ListTasks(int jobId, int? taskId, int? subTaskId, TaskState? state) =>
        Tasks(jobId)
            .Where(task => taskId is null || task.Key == new TaskKey(jobId, taskId.Value, subTaskId ?? 0))
            .Where(task => state is null || (task.State & state.Value) != 0)
            .ToList();

    /// <inheritdoc/>
    public IEnumerable<(JobHistoryRecord History, JobRecord Job)> ListHistory(
        DateTimeOffset begin, DateTimeOffset end, IReadOnlyCollection<int>? jobIds, IReadOnlyCollection<JobHistoryEvent>? events = null) =>
        _history.Values
            .SelectMany(rows => rows)
            .Where(row => row.EventTime >= begin && row.EventTime < end)
            .Where(row => jobIds is null || jobIds.Contains(row.JobId))
            .Where(row => events is null || events.Contains(row.Event))
            .OrderBy(row => row.JobHistoryId)
            .Select(row => (row, _jobs[row.JobId]))
            .ToList();

    /// <inheritdoc/>
    public IEnumerable<NodeHistoryRecord> ListNodeHistory(DateTimeOffset begin, DateTimeOffset end, IReadOnlyCollection<string>? nodes) =>
        _nodeHistory
            .Where(row => row.EventTime >= begin && row.EventTime < end)
            .Where(row => nodes is null || nodes.Contains(row.NodeName, StringComparer.OrdinalIgnoreCase))
            .ToList();

    /// <inheritdoc/>
    public IEnumerable<MetricSampleRecord> ListMetricSamples(DateTimeOffset begin, DateTimeOffset end, IReadOnlyCollection<string> metrics) =>
        MetricSpans.Of(First(MetricPeriod.Minute), First(MetricPeriod.Hour))
            .SelectMany(span => _metricSamples
                .Where(pair => pair.Key.Period == span.Period && pair.Key.Time < span.Until)
                .Select(pair => pair.Key with { Value = pair.Value.Sum / pair.Value.Count })
                .OrderBy(row => row.Time)
                .ThenBy(row => row.Metric, StringComparer.Ordinal)
                .ThenBy(row => row.NodeName, StringComparer.Ordinal)
                .ThenBy(row => row.Counter, StringComparer.Ordinal))
            .Where(row => row.Time >= begin && row.Time < end && metrics.Contains(row.Metric))
            .ToList();

    /// <inheritdoc/>
    public IReadOnlyList<(int JobId, IReadOnlyList<int> ParentJobIds)> ListParents() =>
        [.. _jobs.Values
            .Where(job => job.Properties.ParentJobIds?.Count > 0)
            .Select(job => (job.Id, job.Properties.ParentJobIds!))];

    /// <inheritdoc/>
    public IReadOnlyList<StateCounts> CountByState() =>
    [
        .. _jobs.Values.GroupBy(job => job.State).OrderBy(jobs => jobs.Key).Select(jobs => new StateCounts(
            jobs.Key,
            jobs.Count(),
            jobs.Aggregate(TaskCounts.None, (counts, job) => counts.Add(job.Counts, 1)),
            jobs.Sum(job => job.AllocatedCores))),
    ];

    /// <inheritdoc/>
    public SchedulerCounts Count()
    {
        var running = _jobs.Values.Where(job => (job.State & JobStates.Active) != 0).ToList();
        return new(
            _jobs.Count,
            _jobs.Values.Count(job => job.State == JobState.Queued),
            running.Count,
            running.Sum(job => job.Counts.Running + job.Counts.Canceling),
            running.Sum(job => job.AllocatedCores));
    }

    /// <summary>Does nothing: what was committed is still there for whoever holds the store, as it would be on disk.</summary>
    public void Dispose()
    {
    }

    private static SchedulerException Refused(string what) =>
        new(SchedulerErrors.StoreFailed, "memory", "memory", what);

    private bool IsNameTaken(NodeGroupRecord group, ChangeSet changes) =>
        changes.NodeGroups.Concat(_nodeGroups.Values.Where(other =>
                !changes.DeletedNodeGroups.Contains(other.Id) && changes.NodeGroups.All(changed => changed.Id != other.Id)))
            .Any(other => other.Id != group.Id && other.Name.Equals(group.Name, StringComparison.OrdinalIgnoreCase));

    private DateTimeOffset? First(MetricPeriod period) =>
        _metricSamples.Keys.Where(key => key.Period == period).Select(key => (DateTimeOffset?)key.Time).Min();

    private void Add(MetricSampleRecord sample)
    {
        foreach (var period in Enum.GetValues<MetricPeriod>())
        {
            var key = sample with { Period = period, Time = MetricSampleRecord.BeginOf(period, sample.Time), Value = 0 };
            var (sum, count) = _metricSamples.GetValueOrDefault(key);
            _metricSamples[key] = (sum + sample.Value, count + 1);
        }
    }

    private JobContent Content(JobRecord job) => new(job, [.. Tasks(job.Id)]);

    /// <summary>The tasks of a job; a sub-task with the properties of its master.</summary>
    private IEnumerable<TaskRecord> Tasks(int jobId)
    {
        if (!_tasks.TryGetValue(jobId, out var tasks))
            return [];
        return tasks.Values.Select(task =>
        {
            var properties = tasks[task.Key.Master].Properties;
            return ReferenceEquals(properties, task.Properties) ? task : task with { Properties = properties };
        });
    }

    /// <summary>Everything that can be wrong is found before anything is changed.</summary>
    private void Check(ChangeSet changes)
    {
        foreach (var job in changes.Jobs)
        {
            if (RecordRules.Check(job) is { } wrong)
                throw Refused($"job {job.Id} cannot be kept, {wrong}");
        }

        var jobs = changes.Jobs.Select(job => job.Id).ToHashSet();
        var masters = changes.Tasks.Select(task => task.Key).Where(key => key.SubTaskId == 0).ToHashSet();
        foreach (var task in changes.Tasks)
        {
            if (RecordRules.Check(task) is { } wrong)
                throw Refused($"task {task.Key} cannot be kept, {wrong}");
            if (!IsThere(task.Key.JobId))
                throw Refused($"task {task.Key} is of no job");

            // The store on disk would find this only when it reads the sub-task; here it is told at once.
            if (!masters.Contains(task.Key.Master) && _tasks.GetValueOrDefault(task.Key.JobId)?.ContainsKey(task.Key.Master) != true)
                throw Refused($"sub-task {task.Key} is of no task");
        }

        foreach (var history in changes.History)
        {
            if (RecordRules.Check(history) is { } wrong)
                throw Refused($"history of job {history.JobId} cannot be kept, {wrong}");
            if (!IsThere(history.JobId))
                throw Refused($"history of job {history.JobId} is of no job");
        }

        foreach (var node in changes.Nodes)
        {
            if (RecordRules.Check(node) is { } wrong)
                throw Refused($"node {node.Name} cannot be kept, {wrong}");
        }

        foreach (var member in changes.Members)
        {
            if (RecordRules.Check(member) is { } wrong)
                throw Refused($"member {member.Name} cannot be kept, {wrong}");
        }

        foreach (var history in changes.NodeHistory)
        {
            if (RecordRules.Check(history) is { } wrong)
                throw Refused($"history of node {history.NodeName} cannot be kept, {wrong}");
        }

        foreach (var group in changes.NodeGroups)
        {
            if (RecordRules.Check(group) is { } wrong)
                throw Refused($"node group {group.Name} cannot be kept, {wrong}");
            if (IsNameTaken(group, changes))
                throw Refused($"there are two node groups {group.Name}");
        }

        foreach (var template in changes.JobTemplates)
        {
            if (RecordRules.Check(template) is { } wrong)
                throw Refused($"job template {template.Name} cannot be kept, {wrong}");
        }

        foreach (var sample in changes.MetricSamples)
        {
            if (RecordRules.Check(sample) is { } wrong)
                throw Refused($"a sample of metric {sample.Metric} cannot be kept, {wrong}");
        }

        foreach (var pool in changes.Pools)
        {
            if (RecordRules.Check(pool) is { } wrong)
                throw Refused($"pool {pool.Name} cannot be kept, {wrong}");
        }

        bool IsThere(int id) => jobs.Contains(id) || _jobs.ContainsKey(id);
    }
}
