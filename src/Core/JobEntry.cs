using HpcScheduler.Core.Records;

namespace HpcScheduler.Core;

/// <summary>A job in memory, with its tasks and what the dispatcher needs to know of them.</summary>
internal sealed class JobEntry(JobRecord record)
{
    /// <summary>The job itself.</summary>
    public JobRecord Record { get; set; } = record;

    /// <summary>Its tasks by number.</summary>
    public SortedDictionary<int, TaskEntry> Tasks { get; } = [];

    /// <summary>The numbers of its tasks that have something to run and whose dependencies are done.</summary>
    public SortedSet<int> Ready { get; } = [];

    /// <summary>Cores that its tasks use.</summary>
    public int UsedCores { get; set; }

    /// <summary>Its tasks by state.</summary>
    public TaskCounts Counts { get; set; } = TaskCounts.None;

    /// <summary>Its tasks by state without those of its node release task, which do not keep it from ending.</summary>
    public TaskCounts WorkCounts => NodeRelease is null ? Counts : Counts.Add(NodeRelease.SubTaskCounts, -1);

    /// <summary>Its node release task, if it has one.</summary>
    public TaskEntry? NodeRelease { get; set; }

    /// <summary>The tasks and sub-tasks that are active, node release included.</summary>
    public SortedDictionary<TaskKey, TaskRecord> Active { get; } = [];
}
