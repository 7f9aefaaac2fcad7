using System.Globalization;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Execution.Local;

/// <summary>Reads how busy this machine is from what the kernel says of it.</summary>
public static class LocalLoad
{
    private const string Statistics = "/proc/stat";
    private const string Memory = "/proc/meminfo";

    // user, nice, system, idle, iowait, irq, softirq, steal; what guests had is in user already.
    private const int Fields = 8;
    private const int Idle = 3;
    private const int Waiting = 4;

    /// <summary>As it is now. Of processors those that tasks may run on.</summary>
    public static MachineLoad Read() => Read(Text(Statistics), Text(Memory), LocalProcessors.CanBind ? LocalProcessors.Usable : null);

    /// <summary>From the texts of the kernel.</summary>
    /// <param name="statistics">What is in /proc/stat; empty if it cannot be read.</param>
    /// <param name="memory">What is in /proc/meminfo; empty if it cannot be read.</param>
    /// <param name="usable">The processors that tasks may run on; null if all are shared with others.</param>
    public static MachineLoad Read(string statistics, string memory, IReadOnlyList<int>? usable)
    {
        var processors = new Dictionary<int, ProcessorTime>();
        foreach (var line in statistics.Split('\n'))
        {
            if (Processor(line) is { } read && usable?.Contains(read.Number) != false)
                processors[read.Number] = read.Time;
        }

        return new MachineLoad
        {
            Processors = processors,
            IsShared = usable is null,
            TotalMemory = Megabytes(memory, "MemTotal:"),
            AvailableMemory = Megabytes(memory, "MemAvailable:"),
        };
    }

    private static (int Number, ProcessorTime Time)? Processor(string line)
    {
        // The first line, without a number, is the sum of the others.
        if (!line.StartsWith("cpu", StringComparison.Ordinal))
            return null;
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length <= Waiting + 1 || !int.TryParse(words[0].AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        var (idle, total) = (0L, 0L);
        for (var field = 0; field < Fields && field + 1 < words.Length; field++)
        {
            if (!long.TryParse(words[field + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks))
                return null;
            total += ticks;
            idle += field is Idle or Waiting ? ticks : 0;
        }

        return (number, new ProcessorTime(total - idle, total));
    }

    private static long? Megabytes(string memory, string name)
    {
        var line = Array.Find(memory.Split('\n'), line => line.StartsWith(name, StringComparison.Ordinal));
        var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words?.Length > 1 && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes) ? kilobytes / 1024 : null;
    }

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
