using System.Globalization;
using HpcScheduler.Core.Lifecycle;

namespace HpcScheduler.Simulation;

/// <summary>
/// Whole lives from seeds. HPCSCHEDULER_SEEDS says how many, HPCSCHEDULER_FIRST_SEED where to begin; a failure names its seed.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void No_life_breaks_an_invariant_or_leaves_a_job_behind()
    {
        var first = Number("HPCSCHEDULER_FIRST_SEED", Environment.TickCount & int.MaxValue);
        var count = Number("HPCSCHEDULER_SEEDS", 300);
        var deaths = 0;
        var jobs = 0;
        for (var seed = first; seed < first + count; seed++)
        {
            try
            {
                var world = new Life(seed).Live();
                deaths += world.Deaths;
                jobs += world.Jobs.Count;
                foreach (var job in world.Jobs)
                    Assert.True(job.State.IsEnded() || job.State == JobState.Configuring, $"Job {job.Id} is left {job.State}. {world.Describe()}");
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}: {exception.Message}", exception);
            }
        }

        output.WriteLine($"{count} lives from seed {first}: {jobs} jobs at their ends, {deaths} deaths of the host");
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
