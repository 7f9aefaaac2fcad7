namespace HpcScheduler.Crash;

/// <summary>
/// The disk fails at every place: what was acknowledged is there, nothing runs twice, nothing is stuck, and no file is destroyed.
/// HPCSCHEDULER_STORAGE_REPETITIONS says how often each fault comes, each time at another place.
/// </summary>
public sealed class StorageMatrixTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_disk_that_fails_at_any_place_does_no_harm()
    {
        // Skips all of it where no disk can be mounted.
        await using (var host = TestHost.Make())
            host.MountDisk("1m");
        await Matrix.RunAsync(output, "faults", [.. StorageCase.All.Select(one => (one.Name, (Func<int, Task>)one.RunAsync))], "HPCSCHEDULER_STORAGE_REPETITIONS");
    }
}
