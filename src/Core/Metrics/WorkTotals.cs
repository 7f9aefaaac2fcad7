using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Metrics;

/// <summary>How many jobs and tasks do what, counted as records change, so that nobody has to look at all of them.</summary>
internal sealed class WorkTotals
{
    public int ConfiguringJobs { get; private set; }

    public int QueuedJobs { get; private set; }

    public int RunningJobs { get; private set; }

    /// <summary>Tasks that are Queued, of jobs that are submitted and have not ended.</summary>
    public int QueuedTasks { get; private set; }

    /// <summary>Tasks that are Running or Finishing.</summary>
    public int RunningTasks { get; private set; }

    /// <summary>Tasks that are Dispatching.</summary>
    public int DispatchingTasks { get; private set; }

    /// <summary>Jobs that have ended since the core was made.</summary>
    public long EndedJobs { get; private set; }

    /// <summary>Tasks that have ended since the core was made, of those that ran.</summary>
    public long EndedTasks { get; private set; }

    /// <summary>Enters a job, or takes it out.</summary>
    public void Count(JobEntry job, int sign)
    {
        switch (job.Record.State)
        {
            case JobState.Configuring:
                ConfiguringJobs += sign;
                break;
            case JobState.Queued:
                QueuedJobs += sign;
                break;
            case JobState.Running:
                RunningJobs += sign;
                break;
        }

        if (HasWork(job.Record.State))
            CountTasks(job.Counts, sign);
    }

    /// <summary>A job has come to its end.</summary>
    public void CountEnd() => EndedJobs++;

    /// <summary>A task of a job, or one of its sub-tasks, has changed.</summary>
    public void Change(JobEntry job, TaskCounts before, TaskCounts after)
    {
        if (after.Active < before.Active && Ended(after) > Ended(before))
            EndedTasks++;
        if (!HasWork(job.Record.State))
            return;
        CountTasks(before, -1);
        CountTasks(after, 1);
    }

    private static bool HasWork(JobState state) => state == JobState.Queued || state.IsActive();

    private static int Ended(TaskCounts counts) => counts.Finished + counts.Failed + counts.Canceled;

    private void CountTasks(TaskCounts counts, int sign)
    {
        QueuedTasks += sign * counts.Queued;
        RunningTasks += sign * counts.Running;
        DispatchingTasks += sign * counts.Dispatching;
    }
}
