using System.Globalization;
using HpcScheduler;
using HpcScheduler.Bench;

// Runs the benchmarks named in the arguments, or all. Each may be followed by its size: Drain=20000.
IBenchmark[] benchmarks = [new ColdStart(), new Drain(), new Latency(), new Submit(), new Sweep(), new Cancel(), new List(), new Round()];

var host = Repository.Path("bin", "host", "HpcScheduler.Host");
if (!File.Exists(host))
{
    Console.Error.WriteLine($"{host} is missing: build the module first (./build.ps1).");
    return 1;
}

Environment.SetEnvironmentVariable("HPCSCHEDULER_HOST", host);
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

var wanted = args.Select(argument => argument.Split('=')).ToDictionary(
    parts => parts[0],
    parts => parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : (int?)null,
    StringComparer.OrdinalIgnoreCase);
var unknown = wanted.Keys.Except(benchmarks.Select(benchmark => benchmark.GetType().Name), StringComparer.OrdinalIgnoreCase).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"No such benchmark: {string.Join(", ", unknown)}. There are {string.Join(", ", benchmarks.Select(each => each.GetType().Name))}.");
    return 1;
}

foreach (var benchmark in benchmarks)
{
    var name = benchmark.GetType().Name;
    if (wanted.Count > 0 && !wanted.ContainsKey(name))
        continue;
    Console.WriteLine($"{name}: {benchmark.Question}");
    await foreach (var figure in benchmark.RunAsync(wanted.GetValueOrDefault(name) ?? benchmark.Size, stop.Token))
        Console.WriteLine("  " + figure);
}

return 0;
