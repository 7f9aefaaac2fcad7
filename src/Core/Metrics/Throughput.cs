namespace HpcScheduler.Core.Metrics;

/// <summary>How many jobs and tasks have ended in the last minute.</summary>
internal sealed class Throughput
{
    private const int Seconds = 60;

    private readonly (long Second, int Jobs, int Tasks)[] _ended = new (long, int, int)[Seconds];
    private long _jobs;
    private long _tasks;

    /// <summary>Takes note of what has ended by a time.</summary>
    public void Note(DateTimeOffset now, WorkTotals totals)
    {
        if (totals.EndedJobs == _jobs && totals.EndedTasks == _tasks)
            return;
        var second = now.ToUnixTimeSeconds();
        ref var place = ref _ended[second % Seconds];
        if (place.Second != second)
            place = (second, 0, 0);
        place.Jobs += (int)(totals.EndedJobs - _jobs);
        place.Tasks += (int)(totals.EndedTasks - _tasks);
        (_jobs, _tasks) = (totals.EndedJobs, totals.EndedTasks);
    }

    /// <summary>What has ended in the minute before a time.</summary>
    public (int Jobs, int Tasks) Of(DateTimeOffset now)
    {
        var second = now.ToUnixTimeSeconds();
        var (jobs, tasks) = (0, 0);
        foreach (var place in _ended)
        {
            if (place.Second <= second - Seconds || place.Second > second)
                continue;
            jobs += place.Jobs;
            tasks += place.Tasks;
        }

        return (jobs, tasks);
    }
}
