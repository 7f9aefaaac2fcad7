using System.Runtime.CompilerServices;

namespace HpcScheduler.Bench;

/// <summary>A job that fills every core and has the rest of its tasks queued, canceled by force.</summary>
internal sealed class Cancel : IBenchmark
{
    public string Question => "how long does it take to cancel a job of many queued tasks?";

    public int Size => 100_000;

    public async IAsyncEnumerable<string> RunAsync(int size, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var scheduler = await Scheduler.StartAsync(cancellation);
        var job = await scheduler.SubmitAsync(Submit.Tasks(size));
        var acknowledged = new Figures();
        var ended = new Figures();
        await ended.AddAsync(async () =>
        {
            await acknowledged.AddAsync(() => scheduler.CancelAsync(job.Id));
            job = await scheduler.WaitAsync(job.Id);
        });
        yield return $"{size} tasks: acknowledged after {acknowledged.Median.TotalMilliseconds:F0} ms, {job.State} after {ended.Median.TotalMilliseconds:F0} ms";
    }
}
