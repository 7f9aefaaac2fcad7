using System.Runtime.CompilerServices;

namespace HpcScheduler.Bench;

/// <summary>One job of separate tasks, until the last request is acknowledged and so on disk.</summary>
internal sealed class Submit : IBenchmark
{
    public string Question => "how long does it take to hand over a job of many separate tasks?";

    public int Size => 100_000;

    public async IAsyncEnumerable<string> RunAsync(int size, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var scheduler = await Scheduler.StartAsync(cancellation);
        var time = new Figures();
        await time.AddAsync(() => scheduler.SubmitAsync(Tasks(size)));
        yield return $"{size} tasks: {time.Median.TotalMilliseconds:F0} ms, {time.Rate(size):F0} tasks/s";
    }

    /// <summary>Separate tasks that do not end by themselves soon.</summary>
    internal static TaskProperties[] Tasks(int count) =>
        [.. Enumerable.Range(1, count).Select(number => new TaskProperties { Name = $"task {number}", CommandLine = $"sleep 600 # {number}" })];
}
