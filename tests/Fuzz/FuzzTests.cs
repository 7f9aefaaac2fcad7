using System.Diagnostics;
using System.Globalization;

namespace HpcScheduler.Fuzz;

/// <summary>
/// Hostile inputs for every target. HPCSCHEDULER_INPUTS says how many for each, HPCSCHEDULER_FUZZ_SEED where to begin; a finding names its
/// target, its seed and its input.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    // Of fewer it may be chance that none, or each, is accepted.
    private const int Many = 1000;

    private const long MostGrowth = 128L * 1024 * 1024;
    private static readonly int Inputs = Number("HPCSCHEDULER_INPUTS", 4000);
    private static readonly int Seed = Number("HPCSCHEDULER_FUZZ_SEED", Environment.TickCount & 0x3FFF_FFFF);

    public static TheoryData<Target> Targets => [.. TextTargets.All, .. FileTargets.All, .. RequestTargets.All, new QueryTarget { Portion = 2 }, new AdoptionTarget { Portion = 200 }];

    [Theory]
    [MemberData(nameof(Targets), DisableDiscoveryEnumeration = true)]
    public void Every_input_is_accepted_or_refused(Target target)
    {
        var inputs = Math.Max(1, Inputs / target.Portion);
        output.WriteLine($"{target}: {inputs} inputs from seed {Seed}");
        var watch = Stopwatch.StartNew();
        target.Run((uint)Seed, Math.Min(inputs, 100));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var tally = target.Run((uint)Seed, inputs);
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(growth < MostGrowth, $"Memory has grown by {growth} bytes.");
        Assert.True(tally.Accepted > 0 || inputs < Many, "Nothing was accepted, so nothing was tried.");
        Assert.True(tally.Accepted < tally.Inputs || inputs < Many, "Nothing was refused, so nothing was hostile.");
        output.WriteLine($"{target}: {tally.Inputs} inputs, {tally.Accepted} accepted, {tally.Inputs - tally.Accepted} refused, 0 findings, seed {Seed}, {watch.Elapsed.TotalSeconds:F1} s");
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
