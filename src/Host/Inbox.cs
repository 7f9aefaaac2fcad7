using System.Diagnostics;

namespace HpcScheduler.Host;

/// <summary>
/// What waits for the loop. Anyone puts in; the loop takes everything at once, and sleeps until something comes or a time is reached. What may wait a
/// moment is taken with what comes next: most tasks that start end soon, and then one commit does for both.
/// </summary>
internal sealed class Inbox
{
    // A wait must fit the system's timer; after it the loop just looks again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(20);

    // What may wait is seen by users so much later; a commit takes as long where the disk is slow.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(10);

    private readonly object _gate = new();
    private List<Input> _waiting = [];
    private long? _delayedSince;
    private bool _isUrgent;
    private bool _isClosed;

    /// <summary>Puts something in. False when the loop takes no more.</summary>
    public bool TryAdd(Input input)
    {
        lock (_gate)
        {
            if (_isClosed)
                return false;
            _waiting.Add(input);
            if (!input.MayWait)
                _isUrgent = true;
            else
                _delayedSince ??= Stopwatch.GetTimestamp();
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Takes everything, after waiting for something to come, but not beyond a time. Empty when the time was reached, or would have been by the clock as it was.</summary>
    public IReadOnlyList<Input> Take(DateTimeOffset? until)
    {
        lock (_gate)
        {
            // If so much time has passed and as much is left, the clock has been put back, and the core is to see that.
            while (!_isUrgent && DelayLeft() != TimeSpan.Zero && Left(until) is var left && left != TimeSpan.Zero && (WaitDelayed(left) || Monitor.Wait(_gate, left) || Left(until) < left))
                continue;
            var taken = _waiting;
            (_waiting, _isUrgent, _delayedSince) = ([], false, null);
            return taken;
        }
    }

    /// <summary>Takes no more, and returns what still waits.</summary>
    public IReadOnlyList<Input> Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            var left = _waiting;
            _waiting = [];
            return left;
        }
    }

    private TimeSpan DelayLeft() => _delayedSince is { } since ? Whole(LongestDelay - Stopwatch.GetElapsedTime(since)) : Timeout.InfiniteTimeSpan;

    // False if nothing is delayed, or it is until after the time.
    private bool WaitDelayed(TimeSpan left)
    {
        var delay = DelayLeft();
        if (delay == Timeout.InfiniteTimeSpan || (left != Timeout.InfiniteTimeSpan && left <= delay))
            return false;
        Monitor.Wait(_gate, delay);
        return true;
    }

    private static TimeSpan Left(DateTimeOffset? until)
    {
        if (until is not { } time)
            return Timeout.InfiniteTimeSpan;
        var left = time - DateTimeOffset.UtcNow;
        return left > LongestWait ? LongestWait : Whole(left);
    }

    // The timer counts whole milliseconds: a wait cut down to none would come back too early, again and again.
    private static TimeSpan Whole(TimeSpan left) => left <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
}
