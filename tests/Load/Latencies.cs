using System.Collections.Concurrent;

namespace HpcScheduler.Load;

/// <summary>How long requests took, by what they asked for. Any thread may add.</summary>
internal sealed class Latencies
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<double>> _byKind = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _byKind.Values.Sum(times => times.Count);

    /// <summary>The kinds that there are.</summary>
    public IEnumerable<string> Kinds => _byKind.Keys.Order(StringComparer.Ordinal);

    public void Add(string kind, TimeSpan time) => _byKind.GetOrAdd(kind, _ => new()).Enqueue(time.TotalMilliseconds);

    /// <summary>The time, in milliseconds, that this many of a hundred do not exceed.</summary>
    public double Percentile(double percent, Func<string, bool> which)
    {
        double[] times = [.. _byKind.Where(kind => which(kind.Key)).SelectMany(kind => kind.Value).Order()];
        return times.Length == 0 ? 0 : times[Math.Clamp((int)Math.Ceiling(times.Length * percent / 100) - 1, 0, times.Length - 1)];
    }

    /// <summary>A line of figures.</summary>
    public string Line(string name, Func<string, bool> which) =>
        $"{name}: {_byKind.Where(kind => which(kind.Key)).Sum(kind => kind.Value.Count)}, p50 {Percentile(50, which):F1} ms, p99 {Percentile(99, which):F1} ms, "
        + $"longest {Percentile(100, which):F0} ms";
}
