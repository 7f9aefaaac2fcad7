using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>
/// A host is killed, and its write-ahead log is spoiled at some place. What was committed before that place is there, what came after is not taken for
/// something else, and a log behind whose tear commits end is kept.
/// </summary>
internal static class LogScenario
{
    private const int Jobs = 20;
    private const int SpoiledBytes = 100;

    /// <summary>What stands behind the place is gone.</summary>
    public static byte[] Cut(byte[] log, int place) => log[..place];

    /// <summary>Some bytes are others.</summary>
    public static byte[] Spoil(byte[] log, int place)
    {
        var spoiled = log.ToArray();
        foreach (ref var one in spoiled.AsSpan(place, Math.Min(SpoiledBytes, log.Length - place)))
            one ^= 0xA5;
        return spoiled;
    }

    public static async Task LiveAsync(TestHost host, double place, Func<byte[], int, byte[]> harm)
    {
        await host.StartAsync();
        var log = host.Database + "-wal";
        var committed = new List<long>();
        for (var number = 1; number <= Jobs; number++)
        {
            await host.Client.SendAsync(new NewJob(new JobProperties { Name = $"{number}" }), host.Token);
            committed.Add(new FileInfo(log).Length);
        }

        await host.KillAsync();
        var whole = File.ReadAllBytes(log);
        var at = (int)(place * whole.Length);
        var harmed = harm(whole, at);
        File.WriteAllBytes(log, harmed);

        await host.StartAsync();

        var left = (await host.JobsAsync()).Select(job => job.Name).ToList();
        CrashFinding.Unless(
            left.SequenceEqual(Enumerable.Range(1, left.Count).Select(number => $"{number}")), Harm.Lost, $"the jobs are {string.Join(", ", left)}");
        var before = committed.Count(length => length <= at);
        CrashFinding.Unless(left.Count >= before, Harm.Lost, $"of {before} jobs committed before the tear {left.Count} are there");
        if (harmed.Length == whole.Length && left.Count < Jobs - 1)
        {
            var kept = log + ".bak";
            CrashFinding.Unless(
                File.Exists(kept) && File.ReadAllBytes(kept).AsSpan().SequenceEqual(harmed), Harm.Lost, "the log was not kept");
        }

        var next = await host.Client.SendAsync(new NewJob(new JobProperties { Name = "next" }), host.Token);
        CrashFinding.Unless(next.Id > left.Count, Harm.Doubled, $"the next job has number {next.Id}");
    }
}
