using System.Globalization;
using HpcScheduler.Core.Records;
using HpcScheduler.Execution.Local;

namespace HpcScheduler.Host;

/// <summary>What this machine has, of what the host may use.</summary>
internal static class LocalMachineInfo
{
    private const string Cpus = "/sys/devices/system/cpu";
    private const string Memories = "/sys/devices/system/node";

    /// <summary>The machine as a node.</summary>
    /// <param name="subscribedCores">Cores that tasks may use at once, if that was chosen.</param>
    /// <param name="gpus">The numbers of its graphics processors.</param>
    public static NodeRecord Node(int? subscribedCores, IReadOnlyList<int> gpus) => new(Environment.MachineName, Environment.ProcessorCount, subscribedCores)
    {
        CoreIds = CoreIds(LocalProcessors.Usable, LocalProcessors.CanBind),
        Sockets = Sockets(Cpus, LocalProcessors.Usable),
        NumaNodes = LocalProcessors.CanBind ? NumaNodes(Memories, LocalProcessors.Usable) : [],
        Gpus = gpus,
        Memory = (int)Math.Min(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024), int.MaxValue),
    };

    /// <summary>The processors that are the node's cores; empty where they are the first ones of the machine, or nobody can tell.</summary>
    public static IReadOnlyList<int> CoreIds(IReadOnlyList<int> usable, bool canBind) =>
        !canBind || usable.SequenceEqual(Enumerable.Range(0, usable.Count)) ? [] : usable;

    /// <summary>How many sockets these processors are in; one where the kernel does not say.</summary>
    public static int Sockets(string cpus, IReadOnlyList<int> processors)
    {
        try
        {
            return Math.Max(1, processors
                .Select(number => Path.Join(cpus, $"cpu{number}", "topology", "physical_package_id"))
                .Where(File.Exists)
                .Select(file => int.Parse(File.ReadAllText(file), NumberStyles.Integer, CultureInfo.InvariantCulture))
                .Distinct()
                .Count());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return 1;
        }
    }

    /// <summary>The NUMA node of each of these processors; empty where all are in one, or the kernel does not say of each.</summary>
    public static IReadOnlyList<int> NumaNodes(string memories, IReadOnlyList<int> processors)
    {
        try
        {
            var nodes = new Dictionary<int, int>();
            foreach (var folder in Directory.EnumerateDirectories(memories, "node*"))
            {
                // There are other folders whose names begin like that.
                if (!int.TryParse(Path.GetFileName(folder).AsSpan("node".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var node))
                    continue;
                foreach (var processor in Numbers(File.ReadAllText(Path.Join(folder, "cpulist"))))
                    nodes[processor] = node;
            }

            var all = processors.Where(nodes.ContainsKey).Select(processor => nodes[processor]).ToList();
            return all.Count == processors.Count && all.Distinct().Skip(1).Any() ? all : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            return [];
        }
    }

    // Such as 0-3,8.
    private static IEnumerable<int> Numbers(string list)
    {
        foreach (var range in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var ends = range.Split('-').Select(end => int.Parse(end, NumberStyles.None, CultureInfo.InvariantCulture)).ToList();
            for (var number = ends[0]; number <= ends[^1]; number++)
                yield return number;
        }
    }
}
