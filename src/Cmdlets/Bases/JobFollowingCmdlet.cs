using System.Diagnostics;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// A cmdlet that waits for jobs to end and meanwhile shows how many have. The schedulers tell each change; nothing is asked twice.
/// Ctrl+C ends the waiting and nothing else.
/// </summary>
public abstract class JobFollowingCmdlet : JobSelectionCmdlet
{
    /// <summary>Follows jobs until they have ended.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="any">End with the first job that ends.</param>
    /// <param name="time">The longest wait, or null for any; every job is looked at once even if there is no time.</param>
    /// <param name="takeEnded">Takes each news of a job, and tells whether it needs no more waiting.</param>
    /// <returns>The jobs that had not ended when the time was over.</returns>
    private protected IReadOnlyList<HpcJob> Follow(
        IReadOnlyCollection<JobRef> jobs, bool any, TimeSpan? time, Func<JobRef, HpcJob, bool> takeEnded)
    {
        if (jobs.Count == 0)
            return [];
        WriteVerbose($"{nameof(Protocol.WaitJob)} for {jobs.Count} jobs");
        using var wait = new JobWait(jobs, any, StopToken);
        var progress = new JobProgress(MyInvocation.MyCommand.Name, wait.Count);
        try
        {
            return Follow(wait, any, time, takeEnded, progress);
        }
        catch (SchedulerException exception)
        {
            Fail(exception, null);
            return [];
        }
        finally
        {
            if (progress.End() is { } end && !StopToken.IsCancellationRequested)
                WriteProgress(end);
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) =>
        one == Timeout.InfiniteTimeSpan || (other != Timeout.InfiniteTimeSpan && other < one) ? other : one;

    private IReadOnlyList<HpcJob> Follow(
        JobWait wait, bool any, TimeSpan? time, Func<JobRef, HpcJob, bool> takeEnded, JobProgress progress)
    {
        var started = Stopwatch.GetTimestamp();
        while (wait.Count > 0)
        {
            var remaining = Timeout.InfiniteTimeSpan;
            if (time is { } limit && wait.AllSeen)
            {
                remaining = limit - Stopwatch.GetElapsedTime(started);
                if (remaining <= TimeSpan.Zero)
                    return [.. wait.Jobs];
            }

            if (progress.Due == TimeSpan.Zero)
                WriteProgress(progress.Take(wait.Jobs));
            var (reference, job, error) = Stoppable(() => wait.Next(Shorter(remaining, progress.Due)));
            if (error is not null)
            {
                Fail(error, null);
            }
            else if (job is not null && takeEnded(reference, job))
            {
                wait.Remove(reference);
                progress.Ended();
                if (any)
                    return [];
            }
            else if (job is not null)
            {
                progress.Changed();
            }
        }

        return [];
    }
}
