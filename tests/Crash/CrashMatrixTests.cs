namespace HpcScheduler.Crash;

/// <summary>
/// The host is killed at every point that has a name, and what is acknowledged is there, nothing runs twice, nothing is stuck and nothing is left.
/// HPCSCHEDULER_CRASH_REPETITIONS says how often at each; later repetitions take a later pass of the point.
/// </summary>
public sealed class CrashMatrixTests(ITestOutputHelper output)
{
    [Fact]
    public Task A_host_that_dies_at_any_point_does_no_harm() => Matrix.RunAsync(
        output, "points", [.. CrashCase.All.Select(one => (one.Name, (Func<int, Task>)one.RunAsync))], "HPCSCHEDULER_CRASH_REPETITIONS");
}
