using System.Diagnostics;
using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>The progress of something that has no known end: shown once it takes its time, and not more often than a console draws.</summary>
/// <param name="activity">What goes on.</param>
internal sealed class PacedProgress(string activity)
{
    /// <summary>PowerShell's console draws five times a second at most and drops what comes in between.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(350);

    private const int ActivityId = 1;

    private readonly ProgressRecord _end = new(ActivityId, activity, "ended") { RecordType = ProgressRecordType.Completed };
    private long _last = Stopwatch.GetTimestamp();
    private bool _isShown;

    /// <summary>What to show; null while it is too soon.</summary>
    public ProgressRecord? Show(string status)
    {
        if (Stopwatch.GetElapsedTime(_last) < Interval)
            return null;
        _last = Stopwatch.GetTimestamp();
        _isShown = true;
        return new ProgressRecord(ActivityId, activity, status);
    }

    /// <summary>What takes the progress away; null if none was shown.</summary>
    public ProgressRecord? End() => _isShown ? _end : null;
}
