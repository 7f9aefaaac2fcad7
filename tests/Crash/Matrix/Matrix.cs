using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace HpcScheduler.Crash;

/// <summary>Runs each of many cases some times over, and says what harm that did.</summary>
internal static class Matrix
{
    /// <summary>Runs them side by side, prints the figures, and fails if there is anything to be said of one.</summary>
    /// <param name="output">Where the figures go.</param>
    /// <param name="kind">What the cases are, in the plural.</param>
    /// <param name="cases">The name of each, and what runs it for the nth time, from 0.</param>
    /// <param name="variable">The environment's variable that says how often; without it once.</param>
    public static async Task RunAsync(ITestOutputHelper output, string kind, IReadOnlyList<(string Name, Func<int, Task> RunAsync)> cases, string variable)
    {
        var repetitions = int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : 1;
        var found = new ConcurrentQueue<(string Case, Exception Exception)>();
        var watch = Stopwatch.StartNew();
        var runs = from repetition in Enumerable.Range(0, repetitions) from one in cases select (Case: one, Repetition: repetition);
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

        output.WriteLine($"{cases.Count} {kind} x {repetitions}: lost {Count(Harm.Lost)}, doubled {Count(Harm.Doubled)}, stuck {Count(Harm.Stuck)}, "
            + $"leaked {Count(Harm.Leaked)}, other {found.Count(one => one.Exception is not CrashFinding)}; {watch.Elapsed.TotalSeconds:F0} s");
        Assert.True(found.IsEmpty, string.Join("\n\n", found.Select(one => $"{one.Case}: {one.Exception}")));

        int Count(Harm harm) => found.Count(one => one.Exception is CrashFinding finding && finding.Harm == harm);
    }

    /// <summary>Does something with a host that is thrown away afterwards. What takes too long is stuck, and what is left has leaked.</summary>
    public static async Task TryAsync(TestHost host, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (OperationCanceledException exception)
        {
            throw new CrashFinding(Harm.Stuck, exception.ToString());
        }
        finally
        {
            await EndAsync(host);
        }
    }

    private static async Task EndAsync(TestHost host)
    {
        try
        {
            await host.DisposeAsync();
        }
        catch (Xunit.Sdk.XunitException exception)
        {
            throw new CrashFinding(Harm.Leaked, exception.Message);
        }
    }
}
