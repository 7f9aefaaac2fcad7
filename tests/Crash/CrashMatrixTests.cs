using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace HpcScheduler.Crash;

/// <summary>
/// The host is killed at every point that has a name, and what is acknowledged is there, nothing runs twice, nothing is stuck and nothing is left.
/// HPCSCHEDULER_CRASH_REPETITIONS says how often at each; later repetitions take a later pass of the point.
/// </summary>
public sealed class CrashMatrixTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_host_that_dies_at_any_point_does_no_harm()
    {
        var repetitions = int.TryParse(Environment.GetEnvironmentVariable("HPCSCHEDULER_CRASH_REPETITIONS"), CultureInfo.InvariantCulture, out var number) ? number : 1;
        var found = new ConcurrentQueue<(string Case, Exception Exception)>();
        var watch = Stopwatch.StartNew();
        var runs = from repetition in Enumerable.Range(0, repetitions) from one in CrashCase.All select (Case: one, Repetition: repetition);
        // Most of a life is waiting for the disk and for a grace period.
        await Parallel.ForEachAsync(
            runs,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(4, Environment.ProcessorCount), CancellationToken = TestContext.Current.CancellationToken },
            async (run, _) =>
            {
                try
                {
                    await run.Case.RunAsync(run.Repetition);
                }
                catch (Exception exception)
                {
                    found.Enqueue(($"{run.Case.Name}, repetition {run.Repetition + 1}", exception));
                }
            });

        output.WriteLine($"{CrashCase.All.Count} points x {repetitions}: lost {Count(Harm.Lost)}, doubled {Count(Harm.Doubled)}, stuck {Count(Harm.Stuck)}, "
            + $"leaked {Count(Harm.Leaked)}, other {found.Count(one => one.Exception is not CrashFinding)}; {watch.Elapsed.TotalSeconds:F0} s");
        Assert.True(found.IsEmpty, string.Join("\n\n", found.Select(one => $"{one.Case}: {one.Exception}")));

        int Count(Harm harm) => found.Count(one => one.Exception is CrashFinding finding && finding.Harm == harm);
    }
}
