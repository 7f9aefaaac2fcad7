using System.Runtime.CompilerServices;

namespace HpcScheduler.Bench;

/// <summary>One sweep, each task a shell that runs /bin/true, from the first request to the last task Finished on disk.</summary>
internal sealed class Drain : IBenchmark
{
    private const int Rounds = 3;

    public string Question => "how many tasks a second, stored and run, beside a bare spawner that stores nothing?";

    public int Size => 2000;

    public async IAsyncEnumerable<string> RunAsync(int size, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var scheduler = await Scheduler.StartAsync(cancellation);
        var cores = scheduler.Info.Cores;
        var ours = new Figures();
        var xargs = new Figures();
        var parallel = new Figures();
        // In turns, so that a machine that changes its pace changes it for all.
        for (var round = 0; round < Rounds; round++)
        {
            await ours.AddAsync(() => SweepAsync(scheduler, size));
            await xargs.AddAsync(() => Peer.RunAsync($"seq {size} | xargs -n 1 -P {cores} sh -c /bin/true", cancellation));
            if (Peer.Exists("parallel"))
                await parallel.AddAsync(() => Peer.RunAsync($"seq {size} | parallel -n 0 -j {cores} /bin/true", cancellation));
        }

        yield return $"{ours.Rate(size):F0} tasks/s; xargs -P {cores}: {xargs.Rate(size):F0} tasks/s; {ours.Rate(size) / xargs.Rate(size):F2} x";
        if (Peer.Exists("parallel"))
            yield return $"GNU parallel -j {cores}: {parallel.Rate(size):F0} tasks/s; {ours.Rate(size) / parallel.Rate(size):F2} x";
    }

    private static async Task SweepAsync(Scheduler scheduler, int size)
    {
        var job = await scheduler.SubmitAsync(new TaskProperties { Type = TaskType.ParametricSweep, EndValue = size, CommandLine = "/bin/true" });
        job = await scheduler.WaitAsync(job.Id);
        if (job.State != JobState.Finished || job.FinishedTaskCount != size)
            throw new InvalidOperationException($"Job {job.Id} is {job.State} with {job.FinishedTaskCount} of {size} tasks finished.");
    }
}
