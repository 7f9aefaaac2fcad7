using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace HpcScheduler.Load;

/// <summary>
/// Many clients at a fixed rate, beside a long queue that runs: nothing fails, nothing is lost, doubled or stuck. How long requests took, and what
/// the host used, is printed and never judged: a machine may be slow.
/// </summary>
public sealed class LoadTests(ITestOutputHelper output)
{
    private const int Parts = 4;

    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Latencies _latencies = new();

    [Fact]
    public async Task A_host_under_load_does_all_that_it_acknowledges()
    {
        await using var host = await LoadHost.StartNewAsync();
        var acknowledged = new Acknowledged();
        Say($"{LoadSize.Clients} clients, {LoadSize.RequestsPerSecond} requests/s for {LoadSize.Time}, beside a queue of {LoadSize.QueuedTasks} tasks; {Environment.ProcessorCount} processors, load {SystemLoad()}");
        var fill = Stopwatch.StartNew();
        await using var queue = await BusyQueue.StartAsync(host, LoadSize.QueuedTasks);
        Say($"queue filled in {fill.Elapsed.TotalSeconds:F1} s; {Memory(host)}");

        var scripts = Enumerable.Range(0, LoadSize.Clients).Select(client => new Script(host, acknowledged, client)).ToList();
        var (start, used, own) = (Stopwatch.GetTimestamp(), host.Use.ProcessorTime(), Process.GetCurrentProcess().TotalProcessorTime);
        var clients = scripts.Select((script, client) => SendAsync(script, client, start)).ToList();
        clients.Add(WatchAsync(host, start));
        await using (var flushes = new BareFlushes(host.Beside))
        {
            await Task.WhenAll(clients);
            Say(flushes.Line);
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        Say($"host: {Share(host.Use.ProcessorTime() - used)} of a processor; clients: {Share(Process.GetCurrentProcess().TotalProcessorTime - own)}; load {SystemLoad()}; "
            + $"{queue.FinishedTasks} tasks of the queue run, {queue.FinishedTasks / elapsed.TotalSeconds:F0} tasks/s");

        await queue.StopAsync();
        await Task.WhenAll(scripts.Select(script => script.EndAsync()));
        var notes = File.Exists(host.Notes) ? await File.ReadAllLinesAsync(host.Notes, TestContext.Current.CancellationToken) : [];
        var found = acknowledged.Compare(await host.QueryAsync(new Protocol.GetJob { Name = Script.Prefix + "*" }), notes);
        Say($"{_latencies.Count} requests in {elapsed.TotalSeconds:F1} s, {_errors.Count} errors; {acknowledged.Count} jobs: lost {found.Lost.Count}, doubled {found.Doubled.Count}, stuck {found.Stuck.Count}");
        Say(_latencies.Line("cancels", kind => kind == Script.Cancel));
        Say(_latencies.Line("others", kind => kind != Script.Cancel));
        foreach (var kind in _latencies.Kinds)
            Say("  " + _latencies.Line(kind, each => each == kind));
        string[] faults = [.. _errors, .. found.Lost.Select(one => "lost: " + one), .. found.Doubled.Select(one => "doubled: " + one), .. found.Stuck.Select(one => "stuck: " + one)];
        Assert.True(faults.Length == 0, string.Join("\n", faults.Take(20)));

        string Share(TimeSpan time) => (time / elapsed).ToString("P0", CultureInfo.InvariantCulture);
    }

    // Each request is due at a time of its own, whatever becomes of those before it, and its time counts from there.
    private async Task SendAsync(Script script, int client, long start)
    {
        using var requests = script.Requests().GetEnumerator();
        for (var number = client; Due(number) is var due && due < LoadSize.Time && requests.MoveNext(); number += LoadSize.Clients)
        {
            await UntilAsync(start, due);
            try
            {
                await requests.Current.SendAsync();
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                _errors.Enqueue($"{requests.Current.Kind}: {exception.Message}");
            }

            _latencies.Add(requests.Current.Kind, Stopwatch.GetElapsedTime(start) - due);
        }

        static TimeSpan Due(int number) => TimeSpan.FromSeconds((double)number / LoadSize.RequestsPerSecond);
    }

    private async Task WatchAsync(LoadHost host, long start)
    {
        for (var part = 0; part <= Parts; part++)
        {
            await UntilAsync(start, LoadSize.Time * part / Parts);
            Say($"{Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s: {Memory(host)}");
        }
    }

    private static async Task UntilAsync(long start, TimeSpan due)
    {
        var left = due - Stopwatch.GetElapsedTime(start);
        if (left > TimeSpan.Zero)
            await Task.Delay(left, TestContext.Current.CancellationToken);
    }

    private static string Memory(LoadHost host)
    {
        var (all, own) = host.Use.Memory();
        return $"host {all:F0} MB, of these {own:F0} MB its own; {host.Use.Threads()} threads, {host.Use.Descriptors()} descriptors; database {host.DatabaseSize / 1048576.0:F0} MB";
    }

    private static string SystemLoad() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);

    private void Say(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private void Say(string line) => output.WriteLine(line);
}
