using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace HpcScheduler.Bench;

/// <summary>Every job of a full scheduler, as a prompt without filter asks for them.</summary>
internal sealed class List : IBenchmark
{
    private const int Rounds = 5;
    private const int CallersAtOnce = 32;

    public string Question => "how long until the first job of a long list is there, and the last?";

    public int Size => 10_000;

    public async IAsyncEnumerable<string> RunAsync(int size, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var scheduler = await Scheduler.StartAsync(cancellation);
        await Parallel.ForAsync(
            0,
            size,
            new ParallelOptions { MaxDegreeOfParallelism = CallersAtOnce, CancellationToken = cancellation },
            async (_, _) => await scheduler.NewJobAsync());
        var first = new Figures();
        var all = new Figures();
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            var count = 0;
            await foreach (var _ in scheduler.ListAsync())
            {
                if (++count == 1)
                    first.Add(Stopwatch.GetElapsedTime(start));
            }

            all.Add(Stopwatch.GetElapsedTime(start));
            if (count != size)
                throw new InvalidOperationException($"{count} of {size} jobs were listed.");
        }

        yield return $"{size} jobs: the first after {first.Median.TotalMilliseconds:F0} ms, all after {all.Median.TotalMilliseconds:F0} ms";
    }
}
