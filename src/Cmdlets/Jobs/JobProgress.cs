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

    private int _ended;
    private bool _hasNews;
    private bool _isShown;
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>How long until there is something to show.</summary>
    public TimeSpan Due => !_hasNews ? Timeout.InfiniteTimeSpan
        : Stopwatch.GetElapsedTime(_last) is var elapsed && elapsed < Interval ? Interval - elapsed : TimeSpan.Zero;

    public void Changed() => _hasNews = true;

    public void Ended()
    {
        _ended++;
        _hasNews = true;
    }

    /// <summary>What to show of the jobs that have not ended.</summary>
    public ProgressRecord Take(IEnumerable<HpcJob> waiting)
    {
        var jobs = waiting.ToList();
        _hasNews = false;
        _isShown = true;
        _last = Stopwatch.GetTimestamp();
        var percent = (_ended * 100L + jobs.Sum(job => (long)job.Progress)) / Math.Max(total, 1);
        return new ProgressRecord(ActivityId, activity, Status(jobs)) { PercentComplete = (int)Math.Clamp(percent, 0, 100) };
    }

    /// <summary>What takes the progress away, or null if none was shown.</summary>
    public ProgressRecord? End() => _isShown
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
        return string.Join(", ", states.Prepend($"{_ended} of {total} jobs ended"));
    }
}
