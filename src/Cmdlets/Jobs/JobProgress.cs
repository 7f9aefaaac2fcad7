using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// The progress of waiting for jobs: how many have ended, what the others do. There is news only after a change, and at most ten times a
/// second; the last change is always told.
/// </summary>
internal sealed class JobProgress(string activity, int total)
{
    private const int ActivityId = 1;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private int ended;
    private bool hasNews;
    private bool isShown;
    private long last = Stopwatch.GetTimestamp();

    /// <summary>How long until there is something to show.</summary>
    public TimeSpan Due => !hasNews ? Timeout.InfiniteTimeSpan
        : Stopwatch.GetElapsedTime(last) is var elapsed && elapsed < Interval ? Interval - elapsed : TimeSpan.Zero;

    public void Changed() => hasNews = true;

    public void Ended()
    {
        ended++;
        hasNews = true;
    }

    /// <summary>What to show of the jobs that have not ended.</summary>
    public ProgressRecord Take(IEnumerable<HpcJob> waiting)
    {
        var jobs = waiting.ToList();
        hasNews = false;
        isShown = true;
        last = Stopwatch.GetTimestamp();
        var percent = (ended * 100L + jobs.Sum(job => (long)job.Progress)) / Math.Max(total, 1);
        return new ProgressRecord(ActivityId, activity, Status(jobs)) { PercentComplete = (int)Math.Clamp(percent, 0, 100) };
    }

    /// <summary>What takes the progress away, or null if none was shown.</summary>
    public ProgressRecord? End() => isShown
        ? new ProgressRecord(ActivityId, activity, "ended") { RecordType = ProgressRecordType.Completed }
        : null;

    private string Status(List<HpcJob> jobs)
    {
        if (total == 1 && jobs.Count == 1)
        {
            var job = jobs[0];
            return string.Create(
                CultureInfo.InvariantCulture, $"Job {job.Id} is {job.State}, {job.FinishedTaskCount} of {job.TaskCount} tasks finished");
        }

        var states = jobs.GroupBy(job => job.State).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}");
        return string.Join(", ", states.Prepend($"{ended} of {total} jobs ended"));
    }
}
