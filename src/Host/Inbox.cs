namespace HpcScheduler.Host;

/// <summary>
/// What waits for the loop. Anyone puts in; the loop takes everything at once, and sleeps until something comes or a time is reached.
/// </summary>
internal sealed class Inbox
{
    // A wait must fit the system's timer; after it the loop just looks again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(20);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim arrival = new(0, 1);
    private List<Input> waiting = [];
    private bool isClosed;

    /// <summary>Puts something in. False when the loop takes no more.</summary>
    public bool TryAdd(Input input)
    {
        lock (gate)
        {
            if (isClosed)
                return false;
            waiting.Add(input);
            if (waiting.Count == 1)
                arrival.Release();
            return true;
        }
    }

    /// <summary>Takes everything, after waiting for something to come, but not beyond a time. Empty when the time was reached.</summary>
    public IReadOnlyList<Input> Take(DateTimeOffset? until)
    {
        var wait = Timeout.InfiniteTimeSpan;
        if (until is { } time)
        {
            var left = time - DateTimeOffset.UtcNow;
            wait = left < TimeSpan.Zero ? TimeSpan.Zero : left > LongestWait ? LongestWait : left + TimeSpan.FromMilliseconds(1);
        }

        if (!arrival.Wait(wait))
            return [];
        lock (gate)
        {
            var taken = waiting;
            waiting = [];
            return taken;
        }
    }

    /// <summary>Takes no more, and returns what still waits.</summary>
    public IReadOnlyList<Input> Close()
    {
        lock (gate)
        {
            isClosed = true;
            var left = waiting;
            waiting = [];
            return left;
        }
    }
}
