using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// The files by which the kernel is told the limits of a control group (version 2). What the system does not let us limit stays without a limit:
/// nothing here fails.
/// </summary>
internal static class ControlGroupLimits
{
    private const int LongestEvents = 512;

    private static readonly (Controllers Controller, string Name)[] Known = [(Controllers.Processors, "cpuset"), (Controllers.Memory, "memory")];

    /// <summary>What can be limited of groups.</summary>
    [Flags]
    public enum Controllers
    {
        None = 0,
        Processors = 1,
        Memory = 2,
    }

    /// <summary>Has the groups below a folder be limited by themselves. A group that holds processes of its own cannot do that.</summary>
    /// <returns>What of them can be limited now.</returns>
    public static Controllers Pass(string folder)
    {
        var there = Words(folder, "cgroup.controllers");
        var passed = Words(folder, "cgroup.subtree_control");
        var all = Controllers.None;
        foreach (var (controller, name) in Known)
        {
            // One by one: that one of them is refused says nothing of the other.
            if (there.Contains(name) && (passed.Contains(name) || Write(folder, "cgroup.subtree_control", $"+{name}")))
                all |= controller;
        }

        return all;
    }

    /// <summary>Keeps the processes of a group on these processors; null for those of the group above it.</summary>
    public static bool SetProcessors(string folder, IReadOnlyList<int>? processors) =>
        Write(folder, "cpuset.cpus", processors is null ? "\n" : string.Join(',', processors.Select(number => number.ToString(CultureInfo.InvariantCulture))));

    /// <summary>Limits the memory of a group and all below it, together.</summary>
    /// <param name="folder">The group.</param>
    /// <param name="megabytes">The limit.</param>
    public static bool SetMemory(string folder, int megabytes) =>
        Write(folder, "memory.max", ((long)megabytes * 1024 * 1024).ToString(CultureInfo.InvariantCulture));

    /// <summary>Opens what <see cref="OutOfMemoryKills"/> reads; negative where there is no such file.</summary>
    public static int OpenEvents(string folder) => Libc.Open(Path.Combine(folder, "memory.events"), Libc.O_CLOEXEC, 0);

    /// <summary>How many processes of a group have been killed because there was no memory left.</summary>
    /// <param name="events">The opened file.</param>
    public static unsafe long OutOfMemoryKills(int events)
    {
        if (events < 0)
            return 0;
        var text = stackalloc byte[LongestEvents];
        var count = (int)Libc.ReadAt(events, text, LongestEvents, 0);
        var rest = new ReadOnlySpan<byte>(text, Math.Max(count, 0));
        var found = rest.IndexOf("oom_kill "u8);
        return found >= 0 && Utf8Parser.TryParse(rest[(found + "oom_kill ".Length)..], out long kills, out _) ? kills : 0;
    }

    private static string[] Words(string folder, string file) =>
        UnixFile.ReadText(Path.Combine(folder, file)).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static bool Write(string folder, string file, string text) =>
        UnixFile.WriteExisting(Path.Combine(folder, file), Encoding.ASCII.GetBytes(text)) == 0;
}
