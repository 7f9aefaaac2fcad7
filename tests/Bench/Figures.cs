using System.Diagnostics;

namespace HpcScheduler.Bench;

/// <summary>Measured times of one thing.</summary>
internal sealed class Figures
{
    private readonly List<TimeSpan> _times = [];

    /// <summary>The middle one.</summary>
    public TimeSpan Median => Percentile(50);

    /// <summary>Takes a time.</summary>
    public void Add(TimeSpan time) => _times.Add(time);

    /// <summary>Takes the time of an action.</summary>
    public async Task AddAsync(Func<Task> action)
    {
        var start = Stopwatch.GetTimestamp();
        await action();
        Add(Stopwatch.GetElapsedTime(start));
    }

    /// <summary>The time that this many of a hundred do not exceed.</summary>
    public TimeSpan Percentile(int percent) => _times.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(_times.Count * percent / 100.0) - 1));

    /// <summary>How many a second, if each time is that of <paramref name="count"/> things.</summary>
    public double Rate(int count) => count / Median.TotalSeconds;
}
