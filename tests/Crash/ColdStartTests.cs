using System.Diagnostics;
using HpcScheduler.Client;

namespace HpcScheduler.Crash;

/// <summary>Prints how long a host takes until it answers; a figure of a busy machine is no ground to fail.</summary>
public sealed class ColdStartTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_host_answers_soon_after_its_start()
    {
        await using var host = TestHost.Make();
        var times = new List<double>();
        for (var round = 0; round < 5; round++)
        {
            var watch = Stopwatch.StartNew();
            await host.StartAsync();
            times.Add(watch.Elapsed.TotalMilliseconds);
            await HostStopper.StopAsync(host.Address, force: false, host.Token);
        }

        output.WriteLine("Until the first answer: " + string.Join(", ", times.Order().Select(time => $"{time:F0} ms")));
    }
}
