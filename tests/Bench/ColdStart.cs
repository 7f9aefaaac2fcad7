using System.Runtime.CompilerServices;

namespace HpcScheduler.Bench;

/// <summary>The first cmdlet of the day waits for this.</summary>
internal sealed class ColdStart : IBenchmark
{
    public string Question => "how long from the start of a host until it has answered?";

    public int Size => 7;

    public async IAsyncEnumerable<string> RunAsync(int size, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var starts = new Figures();
        for (var round = 0; round < size; round++)
        {
            Scheduler? scheduler = null;
            await starts.AddAsync(async () => scheduler = await Scheduler.StartAsync(cancellation));
            await scheduler!.DisposeAsync();
        }

        yield return $"{starts.Median.TotalMilliseconds:F0} ms";
    }
}
