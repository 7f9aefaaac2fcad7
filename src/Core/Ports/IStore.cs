using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Ports;

/// <summary>
/// Where records are kept. Used by one thread only; <see cref="Commit"/> is the one way to write.
/// </summary>
public interface IStore : IDisposable
{
    /// <summary>What the core needs to go on: everything that has not ended, and the settings.</summary>
    StoreContent Load();

    /// <summary>An ended job with its tasks, to be queued again, changed or refused by its state; null if there is none.</summary>
    JobContent? LoadJob(int id);

    /// <summary>A job's record, whatever its state; null if there is none.</summary>
    JobRecord? FindJob(int id);

    /// <summary>The numbers of all jobs that are there, whatever their states.</summary>
    IReadOnlySet<int> ListJobIds();

    /// <summary>The ended jobs whose end lies before a time, oldest first, at most <paramref name="count"/>.</summary>
    IReadOnlyList<int> FindEndedBefore(DateTimeOffset time, int count);

    /// <summary>When the ended job that ended first did; null if there is none.</summary>
    DateTimeOffset? FirstEnd();

    /// <summary>How many jobs of an owner there are, in any state, and how many tasks were added to them.</summary>
    (int Jobs, long Tasks) CountOf(string owner);

    /// <summary>About how many bytes the properties of an owner's jobs take with those of the tasks that were added to them.</summary>
    long SizeOf(string owner);

    /// <summary>
    /// Writes all changes or none. When it returns they are on disk and readers see them.
    /// </summary>
    /// <exception cref="SchedulerException">HpcStoreFull, HpcStoreFailed: nothing was written.</exception>
    void Commit(ChangeSet changes);
}

/// <summary>A job and all its task records.</summary>
/// <param name="Job">The job.</param>
/// <param name="Tasks">Its tasks in the order of their keys: each task before its sub-tasks.</param>
public sealed record JobContent(JobRecord Job, IReadOnlyList<TaskRecord> Tasks);

/// <summary>What a store holds for the core at start-up.</summary>
public sealed record StoreContent
{
    /// <summary>Jobs that have not ended (not Finished, Failed or Canceled), in the order of their numbers.</summary>
    public IReadOnlyList<JobContent> Jobs { get; init; } = [];

    /// <summary>The number of the job made last; numbers of deleted jobs are not given again.</summary>
    public int LastJobId { get; init; }

    public ClusterProperties ClusterProperties { get; init; } = ClusterProperties.Default;

    public IReadOnlyList<NodeRecord> Nodes { get; init; } = [];

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<MemberRecord> Members { get; init; } = [];

    /// <summary>The groups that users made.</summary>
    public IReadOnlyList<NodeGroupRecord> NodeGroups { get; init; } = [];

    public IReadOnlyList<JobTemplateRecord> JobTemplates { get; init; } = [];

    public IReadOnlyList<PoolRecord> Pools { get; init; } = [];
}

/// <summary>What one step of the core changed. Records replace those with the same key.</summary>
public sealed record ChangeSet
{
    public IReadOnlyList<JobRecord> Jobs { get; init; } = [];

    public IReadOnlyList<TaskRecord> Tasks { get; init; } = [];

    /// <summary>What happened to jobs, in this order; added to what is there.</summary>
    public IReadOnlyList<JobHistoryRecord> History { get; init; } = [];

    /// <summary>Jobs to be deleted with all their tasks and their history.</summary>
    public IReadOnlyList<int> DeletedJobs { get; init; } = [];

    /// <summary>Tasks to be deleted with their sub-tasks, of jobs that stay; before others are written.</summary>
    public IReadOnlyList<TaskKey> DeletedTasks { get; init; } = [];

    public int? LastJobId { get; init; }

    public ClusterProperties? ClusterProperties { get; init; }

    public IReadOnlyList<NodeRecord> Nodes { get; init; } = [];

    public IReadOnlyList<MemberRecord> Members { get; init; } = [];

    /// <summary>Names of members who are none any more.</summary>
    public IReadOnlyList<string> DeletedMembers { get; init; } = [];

    /// <summary>Nodes to be deleted, by name; before others are written.</summary>
    public IReadOnlyList<string> DeletedNodes { get; init; } = [];

    public IReadOnlyList<NodeGroupRecord> NodeGroups { get; init; } = [];

    /// <summary>Groups to be deleted, by number; before others are written.</summary>
    public IReadOnlyList<int> DeletedNodeGroups { get; init; } = [];

    /// <summary>What happened to nodes, in this order; added to what is there.</summary>
    public IReadOnlyList<NodeHistoryRecord> NodeHistory { get; init; } = [];

    public IReadOnlyList<JobTemplateRecord> JobTemplates { get; init; } = [];

    /// <summary>Names of job templates to be deleted.</summary>
    public IReadOnlyList<string> DeletedJobTemplates { get; init; } = [];

    public IReadOnlyList<PoolRecord> Pools { get; init; } = [];

    /// <summary>Names of pools to be deleted.</summary>
    public IReadOnlyList<string> DeletedPools { get; init; } = [];

    /// <summary>Samples to be kept. Each is also added to the averages of its hour and its day.</summary>
    public IReadOnlyList<MetricSampleRecord> MetricSamples { get; init; } = [];

    /// <summary>Samples, or averages of hours or days, to be deleted: those whose time lies before a time.</summary>
    public IReadOnlyList<(MetricPeriod Period, DateTimeOffset Before)> DeletedMetricSamples { get; init; } = [];

    /// <summary>Whether anything of this is about samples of metrics.</summary>
    public bool HasMetrics => MetricSamples.Count > 0 || DeletedMetricSamples.Count > 0;

    /// <summary>These without what is about samples of metrics.</summary>
    public ChangeSet WithoutMetrics() => this with { MetricSamples = [], DeletedMetricSamples = [] };

    public bool IsEmpty => Jobs.Count == 0 && Tasks.Count == 0 && History.Count == 0 && DeletedJobs.Count == 0 && DeletedTasks.Count == 0
        && LastJobId is null && ClusterProperties is null && Nodes.Count == 0
        && DeletedNodes.Count == 0 && NodeGroups.Count == 0 && DeletedNodeGroups.Count == 0
        && Members.Count == 0 && DeletedMembers.Count == 0 && NodeHistory.Count == 0
        && JobTemplates.Count == 0 && DeletedJobTemplates.Count == 0
        && Pools.Count == 0 && DeletedPools.Count == 0
        && !HasMetrics;
}
