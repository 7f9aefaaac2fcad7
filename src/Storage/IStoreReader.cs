using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Storage;

/// <summary>
/// Answers what users ask, beside the one who writes. Every record is as some commit left it. A listing is read in portions while
/// it is taken, so it may show one job before a commit and a later one after it, and a caller who takes his time holds up nothing.
/// </summary>
public interface IStoreReader
{
    /// <summary>The jobs that a filter lets pass, in the order of their numbers.</summary>
    IEnumerable<JobRecord> ListJobs(JobFilter filter);

    /// <summary>A job; null if there is none.</summary>
    JobRecord? FindJob(int id);

    /// <summary>A job with all its task records, both of the same commit; null if there is none.</summary>
    JobContent? LoadJob(int id);

    /// <summary>
    /// The task records of a job, in the order of their keys. Nothing if there is no such job or record; a sub-task that has not
    /// left Queued has no record.
    /// </summary>
    /// <param name="jobId">The job.</param>
    /// <param name="taskId">Null for all; otherwise this task alone, without its sub-tasks.</param>
    /// <param name="subTaskId">With <paramref name="taskId"/>, this sub-task of it.</param>
    /// <param name="state">In one of these states; null for all.</param>
    IEnumerable<TaskRecord> ListTasks(int jobId, int? taskId, int? subTaskId, TaskState? state);

    /// <summary>What happened to jobs, in the order in which it happened, each with the job's record as it is now.</summary>
    /// <param name="begin">At or after this time.</param>
    /// <param name="end">Before this time.</param>
    /// <param name="jobIds">Of these jobs; null for all.</param>
    /// <param name="events">These events; null for all.</param>
    IEnumerable<(JobHistoryRecord History, JobRecord Job)> ListHistory(
        DateTimeOffset begin, DateTimeOffset end, IReadOnlyCollection<int>? jobIds, IReadOnlyCollection<JobHistoryEvent>? events = null);

    /// <summary>What happened to nodes, in the order in which it happened.</summary>
    /// <param name="begin">At or after this time.</param>
    /// <param name="end">Before this time.</param>
    /// <param name="nodes">To these nodes, in letters of either case; null for all.</param>
    IEnumerable<NodeHistoryRecord> ListNodeHistory(DateTimeOffset begin, DateTimeOffset end, IReadOnlyCollection<string>? nodes);

    /// <summary>
    /// Values of metrics in the order of their times, each time once: samples as far back as they are kept, before these the averages of hours,
    /// before these those of days.
    /// </summary>
    /// <param name="begin">At or after this time.</param>
    /// <param name="end">Before this time.</param>
    /// <param name="metrics">Of these metrics.</param>
    IEnumerable<MetricSampleRecord> ListMetricSamples(DateTimeOffset begin, DateTimeOffset end, IReadOnlyCollection<string> metrics);

    /// <summary>The jobs that have parents, each with its ParentJobIds, in the order of their numbers.</summary>
    IReadOnlyList<(int JobId, IReadOnlyList<int> ParentJobIds)> ListParents();

    /// <summary>The jobs by state, one row for each state that there is, in the order of the states' numbers.</summary>
    IReadOnlyList<StateCounts> CountByState();

    /// <summary>How busy the scheduler is.</summary>
    SchedulerCounts Count();
}
