using System.Globalization;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Host.Handlers;

/// <summary>Why a job or task waits, in a sentence.</summary>
internal static class PendingText
{
    /// <summary>More of what is waited for than this need not be known.</summary>
    public const int Most = Shown + 1;

    private const int Shown = 3;

    /// <summary>Of a job; empty if it does not wait.</summary>
    public static string Of(JobRecord job) => job.State switch
    {
        JobState.Configuring => "It has not been submitted.",
        JobState.ExternalValidation => "It waits for the answer of the submission filter.",
        JobState.Queued => Queued(job),
        JobState.Running when job.HoldUntil > DateTimeOffset.UtcNow => $"It starts no more tasks, because it is held until {Time(job.HoldUntil)}.",
        _ => "",
    };

    /// <summary>Of a task; none if it does not wait.</summary>
    /// <param name="task">The task.</param>
    /// <param name="job">Its job.</param>
    /// <param name="waitsFor">The tasks that it waits for.</param>
    public static (PendingReason Reason, string Message) Of(TaskRecord task, JobRecord job, IReadOnlyList<TaskKey> waitsFor)
    {
        if (job.State == JobState.ExternalValidation && (task.State is TaskState.Configuring or TaskState.Queued))
            return (PendingReason.None, "Its job waits for the answer of the submission filter.");
        if (task.State == TaskState.Configuring)
            return (PendingReason.None, job.State == JobState.Configuring ? "Its job has not been submitted." : "It runs when its job is queued again.");
        if (task is { State: TaskState.Running, ResumeTime: { } resume })
            return (PendingReason.None, $"Its last {Count(task.ExecutionFailureRetryCount, "instance")} failed; the next starts at {Time(resume)}.");
        if (task.State != TaskState.Queued)
            return (PendingReason.None, "");
        return job.State switch
        {
            JobState.Queued => (job.PendingReason, $"Its job waits: {Queued(job)}"),
            JobState.Canceled or JobState.Failed => (PendingReason.None, $"Its job is {job.State}; it runs when the job is queued again."),
            JobState.Canceling or JobState.Finishing => (PendingReason.None, $"Its job is {job.State} and starts no more tasks."),
            _ when waitsFor.Count > 0 => (PendingReason.DependencyNotDone, $"It depends on {List(waitsFor)}, not ended yet."),
            JobState.Running when job.HoldUntil > DateTimeOffset.UtcNow => (PendingReason.HeldByUser, Of(job)),
            _ when task.Type == TaskType.NodeRelease => (PendingReason.None, "It runs when its job leaves the node."),
            _ => (PendingReason.NotEnoughResource, $"It waits for cores of its job, which holds {job.AllocatedCores} and may hold {job.MaxCores}."),
        };
    }

    private static string Queued(JobRecord job) => job.PendingReason switch
    {
        PendingReason.NotEnoughResource when job.Properties.Exclusive == true =>
            $"It needs {Count(job.MinCores, "core")} and a node that nobody else uses, and stands first in the queue.",
        PendingReason.NotEnoughResource => $"It needs {Count(job.MinCores, "core")} at once, which are not free, and stands first in the queue.",
        PendingReason.HigherPriorityJob => "Jobs of higher priority stand before it.",
        PendingReason.JobSubmittedEarlier => "Jobs of the same or a higher priority that were submitted earlier stand before it.",
        PendingReason.FastBalancedUnitType => "In FastBalanced mode only jobs start that count in cores.",
        PendingReason.FastBalancedMinimum => "In FastBalanced mode only jobs start whose minimum is computed or 1.",
        PendingReason.FastBalancedPools => "In FastBalanced mode no job starts while EnablePools is True.",
        PendingReason.FastBalancedExclusive => "In FastBalanced mode no job starts that is exclusive or wants a single node.",
        PendingReason.FastBalancedUniform => "In FastBalanced mode no job starts whose NodeGroupOp is Uniform.",
        PendingReason.HeldByUser => $"It is held until {Time(job.HoldUntil)}.",
        PendingReason.HeldByActivationFilter => $"The activation filter holds it until {Time(job.Deadline)}.",
        PendingReason.ActivationFilter when job.Deadline is not null =>
            $"The activation filter does not let it start; it is asked again when cores become free, at {Time(job.Deadline)} at the latest.",
        PendingReason.ActivationFilter => "It waits for the activation filter to let it start, and those behind it wait with it.",
        PendingReason.ParentJobsNotFinished => $"Parent jobs {List(job.UnfinishedParents)} have not finished.",
        PendingReason.ParentJobsCanceledOrFailed =>
            $"Parent jobs {List(job.UnfinishedParents)} have not finished, and at least one is Failed or Canceled; queue that again, or cancel this job.",
        _ => "It is about to start.",
    };

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    private static string List<T>(IEnumerable<T> items)
    {
        var some = items.Take(Most).ToList();
        return string.Join(", ", some.Take(Shown)) + (some.Count > Shown ? " and others" : "");
    }

    private static string Time(DateTimeOffset? time) => time is { } value
        ? value.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : "";
}
