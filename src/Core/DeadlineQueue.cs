namespace HpcScheduler.Core;

/// <summary>
/// What has to be looked at when. An entry says only that a job or task may be due; whether it is, its record says. So nothing ever
/// has to be taken out.
/// </summary>
internal sealed class DeadlineQueue
{
    /// <summary>For a round at a time, whatever is due then.</summary>
    public static readonly TaskKey Nobody;

    private readonly PriorityQueue<TaskKey, DateTimeOffset> _queue = new();

    /// <summary>When the first entry is due; null if there is none.</summary>
    public DateTimeOffset? Next => _queue.TryPeek(out _, out var time) ? time : null;

    /// <summary>Looks at a job (task number 0) or a task at a time.</summary>
    public void Add(TaskKey key, DateTimeOffset? time)
    {
        if (time is { } due)
            _queue.Enqueue(key, due);
    }

    /// <summary>Takes the next entry that is due.</summary>
    public bool TryTake(DateTimeOffset now, out TaskKey key)
    {
        if (_queue.TryPeek(out key, out var time) && time <= now)
        {
            _queue.Dequeue();
            return true;
        }

        return false;
    }
}
