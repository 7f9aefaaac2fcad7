namespace HpcScheduler.Crash;

/// <summary>A fault of a disk, which can come at many places.</summary>
/// <param name="Name">What it is.</param>
/// <param name="TryAsync">Has a host meet it; the place goes from 0 to 1.</param>
internal sealed record StorageCase(string Name, Func<TestHost, double, Task> TryAsync)
{
    // What a life writes; with more room it would never meet the fault.
    private const int MostBlocksOfLife = 70;
    private const int MostBlocksOfFullLife = 260;

    // Each next multiple of it falls into one of the largest gaps that those before have left.
    private const double GoldenRatio = 0.6180339887498949;

    public static readonly IReadOnlyList<StorageCase> All =
    [
        new("a full disk", async (host, place) =>
        {
            var disk = host.MountFolderDisk("4m");
            await MeetAsync(host, DiskFault.Full(host, disk, (int)(place * MostBlocksOfFullLife)), FullDiskScenario.LiveAsync);
        }),
        new("a write that fails", (host, place) => MeetAsync(host, DiskFault.Failing(host, (int)(place * MostBlocksOfLife)), LifeScenario.LiveAsync)),
        new("a log that is cut off", (host, place) => LogScenario.LiveAsync(host, place, LogScenario.Cut)),
        new("a log that is spoiled", (host, place) => LogScenario.LiveAsync(host, place, LogScenario.Spoil)),
        new("a page that is spoiled", PageScenario.LiveAsync),
        new("an earlier version on a full disk", EarlierVersionScenario.LiveAsync),
    ];

    /// <summary>Has a host meet it once.</summary>
    /// <param name="repetition">From 0; each has a place of its own.</param>
    public Task RunAsync(int repetition)
    {
        var host = TestHost.Make();
        return Matrix.TryAsync(host, () => TryAsync(host, (repetition + 0.5) * GoldenRatio % 1));
    }

    private static async Task MeetAsync(TestHost host, DiskFault fault, Func<CrashRun, Task> liveAsync)
    {
        await liveAsync(new CrashRun(host, fault));
        CrashFinding.Unless(fault.IsReached, Harm.Stuck, "the host never met it");
    }
}
