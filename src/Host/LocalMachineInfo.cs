using System.Globalization;
using HpcScheduler.Core.Records;
using HpcScheduler.Execution.Local;

namespace HpcScheduler.Host;

/// <summary>What this machine has, of what the host may use.</summary>
internal static class LocalMachineInfo
{
    private const string Cpus = "/sys/devices/system/cpu";

    /// <summary>The machine as a node.</summary>
    /// <param name="subscribedCores">Cores that tasks may use at once, if that was chosen.</param>
    /// <param name="gpus">The numbers of its graphics processors.</param>
    public static NodeRecord Node(int? subscribedCores, IReadOnlyList<int> gpus) => new(Environment.MachineName, Environment.ProcessorCount, subscribedCores)
    {
        CoreIds = CoreIds(LocalProcessors.Usable, LocalProcessors.CanBind),
        Sockets = Sockets(Cpus, LocalProcessors.Usable),
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
}
