using System.Diagnostics;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// A cmdlet that may wait for jobs or tasks and meanwhile shows how many of them it no longer waits for. The schedulers tell each change;
/// nothing is asked twice. Ctrl+C ends the waiting and nothing else.
/// </summary>
public abstract class FollowingCmdlet : SchedulerCmdlet
{
    /// <summary>Waits until nothing more is waited for.</summary>
    /// <param name="wait">What is waited for; it is closed at the end.</param>
    /// <param name="progress">Shows it.</param>
    /// <param name="any">Whether one that is where it is waited for is enough.</param>
    /// <param name="time">The longest wait, or null for any; everything is looked at once even if there is no time.</param>
    /// <param name="take">Takes each news, and tells what it means.</param>
    /// <returns>What was not waited for any longer, without news of its own.</returns>
    private protected Remaining<TItem> Follow<TReference, TItem>(
        Wait<TReference, TItem> wait, WaitProgress<TItem> progress, bool any, TimeSpan? time, Func<TReference, TItem, Outcome> take)
        where TReference : struct
        where TItem : class
    {
        using (wait)
        {
            try
            {
                WriteVerbose($"Wait for {wait.Count} {progress.Noun}");
                return Take(wait, progress, any, time, take);
            }
            catch (SchedulerException exception)
            {
                Fail(exception, null);
                return new([], TimeIsOver: false);
            }
            finally
            {
                if (progress.End() is { } end && !StopToken.IsCancellationRequested)
                    WriteProgress(end);
            }
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) =>
        one == Timeout.InfiniteTimeSpan || (other != Timeout.InfiniteTimeSpan && other < one) ? other : one;

    private Remaining<TItem> Take<TReference, TItem>(
        Wait<TReference, TItem> wait, WaitProgress<TItem> progress, bool any, TimeSpan? time, Func<TReference, TItem, Outcome> take)
        where TReference : struct
        where TItem : class
    {
        var started = Stopwatch.GetTimestamp();
        while (wait.Count > 0)
        {
            var remaining = Timeout.InfiniteTimeSpan;
            if (time is { } limit && wait.AllSeen)
            {
                remaining = limit - Stopwatch.GetElapsedTime(started);
                if (remaining <= TimeSpan.Zero)
                    return new([.. wait.Items], TimeIsOver: true);
            }

            if (progress.Due == TimeSpan.Zero)
                WriteProgress(progress.Take(wait.Items));
            if (Stoppable(() => wait.Next(Shorter(remaining, progress.Due))) is not { } news)
                return new([.. wait.Items], TimeIsOver: false);
            if (news.Error is { } error)
            {
                Fail(error, null);
                continue;
            }

            if (news.Item is not { } item)
                continue;
            var outcome = take(news.Reference, item);
            if (outcome == Outcome.Reached && any)
                return new([], TimeIsOver: false);
            if (outcome == Outcome.Pending)
            {
                progress.Changed();
                continue;
            }

            wait.Remove(news.Reference);
            progress.Done();
        }

        return new([], TimeIsOver: false);
    }
}
