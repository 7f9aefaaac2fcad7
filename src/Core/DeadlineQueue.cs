namespace HpcScheduler.Core;

/// <summary>
/// What has to be looked at when. An entry says only that a job or task may be due; whether it is, its record says. So nothing ever
/// has to be taken out.
/// </summary>
internal sealed class DeadlineQueue
{
    private readonly PriorityQueue<TaskKey, DateTimeOffset> queue = new();

    /// <summary>When the first entry is due; null if there is none.</summary>
    public DateTimeOffset? Next => queue.TryPeek(out _, out var time) ? time : null;

    /// <summary>Looks at a job (task number 0) or a task at a time.</summary>
    public void Add(TaskKey key, DateTimeOffset? time)
    {
        if (time is { } due)
            queue.Enqueue(key, due);
    }

    /// <summary>Takes the next entry that is due.</summary>
    public bool TryTake(DateTimeOffset now, out TaskKey key)
    {
        if (queue.TryPeek(out key, out var time) && time <= now)
        {
            queue.Dequeue();
            return true;
        }

        return false;
    }
}
