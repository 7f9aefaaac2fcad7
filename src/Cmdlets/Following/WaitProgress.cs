using System.Diagnostics;
using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// The progress of waiting for jobs or tasks: for how many the waiting is over, what the others do. There is news only after a change, and
/// at most three times a second, since PowerShell's console drops what comes too soon after the last drawing; the last change is always told.
/// </summary>
internal abstract class WaitProgress<TItem>(string activity, int total)
{
    private const int ActivityId = 1;

    private int _done;
    private bool _hasNews;
    private bool _isShown;
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>How long until there is something to show.</summary>
    public TimeSpan Due => !_hasNews ? Timeout.InfiniteTimeSpan
        : Stopwatch.GetElapsedTime(_last) is var elapsed && elapsed < PacedProgress.Interval ? PacedProgress.Interval - elapsed : TimeSpan.Zero;

    /// <summary>What is waited for, as a plural.</summary>
    public abstract string Noun { get; }

    public void Changed() => _hasNews = true;

    public void Done()
    {
        _done++;
        _hasNews = true;
    }

    /// <summary>What to show of those that are still waited for.</summary>
    public ProgressRecord Take(IEnumerable<TItem> waiting)
    {
        var items = waiting.ToList();
        _hasNews = false;
        _isShown = true;
        _last = Stopwatch.GetTimestamp();
        var percent = (_done * 100L + items.Sum(item => (long)Percent(item))) / Math.Max(total, 1);
        return new ProgressRecord(ActivityId, activity, Status(items)) { PercentComplete = (int)Math.Clamp(percent, 0, 100) };
    }

    /// <summary>What takes the progress away, or null if none was shown.</summary>
    public ProgressRecord? End() => _isShown
        ? new ProgressRecord(ActivityId, activity, "ended") { RecordType = ProgressRecordType.Completed }
        : null;

    /// <summary>How far one is.</summary>
    protected abstract int Percent(TItem item);

    /// <summary>The state of one.</summary>
    protected abstract Enum State(TItem item);

    /// <summary>What to say of the only one.</summary>
    protected abstract string Describe(TItem item);

    private string Status(List<TItem> items)
    {
        if (total == 1 && items.Count == 1)
            return Describe(items[0]);
        var states = items.GroupBy(State).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.Key}");
        return string.Join(", ", states.Prepend($"{_done} of {total} {Noun} done"));
    }
}
