using System.Globalization;
using HpcScheduler.Core.Lifecycle;

namespace HpcScheduler.Simulation;

/// <summary>
/// Whole lives from seeds. HPCSCHEDULER_SEEDS says how many, HPCSCHEDULER_FIRST_SEED where to begin; a failure names its seed.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Portion = 1000;

    [Fact]
    public void No_life_breaks_an_invariant_or_leaves_a_job_behind()
    {
        var first = Number("HPCSCHEDULER_FIRST_SEED", Environment.TickCount & 0x3FFF_FFFF);
        var count = Number("HPCSCHEDULER_SEEDS", 300);
        var (lives, jobs, deaths) = (0, 0, 0);
        output.WriteLine($"{count} lives from seed {first}");
        try
        {
            Parallel.For(first, first + count, seed =>
            {
                var world = Live(seed);
                Interlocked.Add(ref jobs, world.Jobs.Count);
                Interlocked.Add(ref deaths, world.Deaths);
                if (Interlocked.Increment(ref lives) % Portion == 0)
                    output.WriteLine($"{lives} lives lived");
            });
        }
        catch (AggregateException exception)
        {
            // One seed is enough to look at.
            throw exception.InnerExceptions[0];
        }

        output.WriteLine($"{lives} lives from seed {first}: {jobs} jobs at their ends, {deaths} deaths of the host, no invariant broken");
    }

    private static World Live(int seed)
    {
        try
        {
            var world = new Life(seed).Live();
            foreach (var job in world.Jobs)
                Assert.True(job.State.IsEnded() || job.State == JobState.Configuring, $"Job {job.Id} is left {job.State}. {world.Describe()}");
            return world;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Seed {seed}: {exception.Message}", exception);
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
