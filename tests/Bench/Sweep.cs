using System.Runtime.CompilerServices;

namespace HpcScheduler.Bench;

/// <summary>One sweep, until its submit is acknowledged and so on disk.</summary>
internal sealed class Sweep : IBenchmark
{
    public string Question => "how long does it take to hand over a large sweep?";

    public int Size => 1_000_000;

    public async IAsyncEnumerable<string> RunAsync(int size, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var scheduler = await Scheduler.StartAsync(cancellation);
        var time = new Figures();
        await time.AddAsync(() => scheduler.SubmitAsync(
            new TaskProperties { Type = TaskType.ParametricSweep, EndValue = size, CommandLine = "sleep 600 # *" }));
        yield return $"{size} sub-tasks: {time.Median.TotalMilliseconds:F0} ms";
    }
}
