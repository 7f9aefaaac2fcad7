using System.Globalization;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Host;

/// <summary>What this machine has.</summary>
internal static class LocalMachineInfo
{
    private const string Cpus = "/sys/devices/system/cpu";
    private const string Devices = "/dev";

    /// <summary>The machine as a node.</summary>
    /// <param name="subscribedCores">Cores that tasks may use at once, if that was chosen.</param>
    public static NodeRecord Node(int? subscribedCores) => new(Environment.MachineName, Environment.ProcessorCount, subscribedCores)
    {
        Sockets = Sockets(),
        Gpus = Gpus(),
        Memory = (int)Math.Min(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024), int.MaxValue),
    };

    // As the driver numbers them; none where it is not loaded.
    private static IReadOnlyList<int> Gpus() => Directory.Exists(Devices)
        ? [.. Directory.EnumerateFileSystemEntries(Devices, "nvidia*")
            .Select(file => int.TryParse(Path.GetFileName(file).AsSpan("nvidia".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)
            .Where(number => number >= 0)
            .Order()]
        : [];

    // One where the kernel does not say.
    private static int Sockets()
    {
        try
        {
            return Math.Max(1, Directory.EnumerateDirectories(Cpus, "cpu*")
                .Select(cpu => Path.Join(cpu, "topology", "physical_package_id"))
                .Where(File.Exists)
                .Select(file => int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture))
                .Distinct()
                .Count());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return 1;
        }
    }
}
