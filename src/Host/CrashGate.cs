using System.Globalization;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Host;

/// <summary>
/// Lets a test hold the host at a <see cref="CrashPoint"/>: the thread that comes there says so into a pipe and waits for a word from a second
/// one, or for the end of the process. The other threads go on, as they do when a host is killed at any moment.
/// </summary>
internal static class CrashGate
{
    /// <summary>Says where: point:pass:pipe, several of them with a semicolon between. The second pipe has the name of the first and <see cref="GoOn"/>.</summary>
    public const string Variable = "HPCSCHEDULER_CRASH_POINT";

    private const string GoOn = ".go";

    /// <summary>Without the variable nothing is done. It is taken away: neither tasks nor filters are to have it.</summary>
    /// <exception cref="FormatException">The variable is not as said.</exception>
    public static void Arm()
    {
        var text = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(text))
            return;
        Environment.SetEnvironmentVariable(Variable, null);
        var gates = text.Split(';').Select(Gate).ToList();
        CrashPoint.Watch(name => gates.ForEach(gate => gate(name)));
    }

    private static Action<string> Gate(string text)
    {
        var parts = text.Split(':', 3);
        if (parts.Length < 3 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var left))
            throw new FormatException($"{Variable} has '{text}'; allowed is point:pass:pipe.");
        return name =>
        {
            if (name == parts[0] && Interlocked.Decrement(ref left) == 0)
                Hold(name, parts[2]);
        };
    }

    private static void Hold(string name, string pipe)
    {
        File.WriteAllText(pipe, name);
        File.ReadAllText(pipe + GoOn);
    }
}
