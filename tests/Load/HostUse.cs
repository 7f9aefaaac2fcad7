using System.Globalization;

namespace HpcScheduler.Load;

/// <summary>What a process uses, as the kernel counts it.</summary>
/// <param name="ProcessId">The process.</param>
internal sealed record HostUse(int ProcessId)
{
    private const int TicksPerSecond = 100;
    private const double KilobytesPerMegabyte = 1024;

    /// <summary>No process.</summary>
    public static readonly HostUse None = new(0);

    /// <summary>What a process uses.</summary>
    public static HostUse Of(int processId) => new(processId);

    /// <summary>Memory that it holds, in MB: all of it, and what is its own and no file, as its managed heap is.</summary>
    public (double All, double Own) Memory() => (Status("VmRSS:"), Status("RssAnon:"));

    /// <summary>Its threads.</summary>
    public int Threads() => (int)(Status("Threads:") * KilobytesPerMegabyte);

    /// <summary>Its open files and connections.</summary>
    public int Descriptors() => Directory.GetFileSystemEntries($"/proc/{ProcessId}/fd").Length;

    /// <summary>Processor time that it has used, without that of its children.</summary>
    public TimeSpan ProcessorTime()
    {
        // The name of the program, in brackets, may hold anything.
        var fields = File.ReadAllText($"/proc/{ProcessId}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        const int userTime = 11;
        return TimeSpan.FromSeconds((Number(fields[userTime]) + Number(fields[userTime + 1])) / TicksPerSecond);
    }

    private double Status(string name) => Number(
        File.ReadLines($"/proc/{ProcessId}/status").First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal))
        / KilobytesPerMegabyte;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
