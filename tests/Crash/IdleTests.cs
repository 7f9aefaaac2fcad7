using System.Diagnostics;
using System.Globalization;

namespace HpcScheduler.Crash;

/// <summary>A host that has nothing to do uses no processor time and little memory.</summary>
public sealed class IdleTests(ITestOutputHelper output)
{
    private const int MostMemory = 90 * 1024;

    [Fact]
    [Trait("Takes", "Minutes")]
    public async Task An_idle_host_uses_no_processor_time_for_a_minute()
    {
        await using var host = await TestHost.StartNewAsync(2);
        var job = await host.SubmitAsync(new TaskProperties { Type = TaskType.ParametricSweep, EndValue = 20, CommandLine = "true" });
        await host.WaitAsync(job.Id);
        await RestAsync(host);

        var (before, switchesBefore) = (Ticks(host.ProcessId), Switches(host.ProcessId));
        // Here and nowhere else time itself is what is tested.
        var minute = Stopwatch.StartNew();
        await Task.Delay(TimeSpan.FromMinutes(1), host.Token);
        minute.Stop();
        var (after, switchesAfter) = (Ticks(host.ProcessId), Switches(host.ProcessId));

        var memory = Memory(host.ProcessId);
        var awake = switchesAfter.Except(switchesBefore).Select(thread => $"{thread.Name} ({thread.Switches})").ToArray();
        output.WriteLine($"{minute.Elapsed.TotalSeconds:F0} s: utime + stime {before} and {after} ticks, "
            + $"awake: {string.Join(", ", awake)}; {memory / 1024} MiB resident");
        // The runtime looks every 10 s on this thread whether a heap dump was asked for: some microseconds each time, which now and then
        // carry the process over into its next tick. Nothing switches that off; of our own threads none may have moved.
        Assert.All(awake, thread => Assert.StartsWith(".NET Finalizer", thread, StringComparison.Ordinal));
        Assert.InRange(after - before, 0, 1);
        Assert.InRange(memory, 0, MostMemory);
    }

    // The web server is stopped some seconds after the last caller has gone, and the workers it had leave some time later. Nothing tells
    // a stranger when a thread ends, so this one looks, for as long as the host may take.
    private static async Task RestAsync(TestHost host)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (Threads(host.ProcessId).Any(name => name.StartsWith("Kestrel", StringComparison.Ordinal)
            || name.StartsWith(".NET TP Worker", StringComparison.Ordinal)))
        {
            await look.WaitForNextTickAsync(host.Token);
        }
    }

    private static IEnumerable<string> Threads(int process) =>
        Directory.GetDirectories($"/proc/{process}/task").Select(thread => ReadIfThere(thread + "/comm"));

    // The name in parentheses may hold anything; what follows it are fields from the third on.
    private static long Ticks(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    // How often each thread was taken from a processor: the same number twice means that it did not run between.
    private static HashSet<(string Folder, string Name, long Switches)> Switches(int process) =>
        [.. Directory.GetDirectories($"/proc/{process}/task").Select(Switches)];

    private static (string Folder, string Name, long Switches) Switches(string thread)
    {
        var status = ReadIfThere(thread + "/status");
        return (thread, status.Split('\n')[0].Replace("Name:", "", StringComparison.Ordinal).Trim(),
            Number(status, "voluntary_ctxt_switches:") + Number(status, "nonvoluntary_ctxt_switches:"));
    }

    private static long Memory(int process) => Number(File.ReadAllText($"/proc/{process}/status"), "VmRSS:");

    private static long Number(string status, string name) => status.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture))
        .FirstOrDefault();

    private static string ReadIfThere(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
