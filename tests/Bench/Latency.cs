using System.Globalization;
using System.Runtime.CompilerServices;

namespace HpcScheduler.Bench;

/// <summary>An idle scheduler: from the request to submit until the task's process runs, told by that process.</summary>
internal sealed class Latency : IBenchmark
{
    private const string WriteNow = "date +%s%N";

    public string Question => "how long from submit until the process runs?";

    public int Size => 200;

    public async IAsyncEnumerable<string> RunAsync(int size, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var scheduler = await Scheduler.StartAsync(cancellation);
        var ours = new Figures();
        var shell = new Figures();
        var file = Path.Join(scheduler.Folder, "now");
        for (var round = 0; round < size; round++)
        {
            var job = await scheduler.NewJobAsync(new TaskProperties { CommandLine = $"{WriteNow} > '{file}'" });
            var asked = DateTime.UtcNow;
            await scheduler.SubmitAsync(job.Id);
            await scheduler.WaitAsync(job.Id);
            ours.Add(Since(asked, await File.ReadAllTextAsync(file, cancellation)));

            asked = DateTime.UtcNow;
            shell.Add(Since(asked, await Peer.RunAsync(WriteNow, cancellation)));
        }

        yield return $"p50 {Milliseconds(ours, 50)}, p99 {Milliseconds(ours, 99)}; a bare sh: p50 {Milliseconds(shell, 50)}, p99 {Milliseconds(shell, 99)}";
    }

    private static TimeSpan Since(DateTime asked, string nanoseconds) =>
        DateTime.UnixEpoch.AddTicks(long.Parse(nanoseconds, CultureInfo.InvariantCulture) / TimeSpan.NanosecondsPerTick) - asked;

    private static string Milliseconds(Figures figures, int percent) => $"{figures.Percentile(percent).TotalMilliseconds:F1} ms";
}
