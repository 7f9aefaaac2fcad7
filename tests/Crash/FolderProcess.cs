using System.Diagnostics;
using System.Globalization;

namespace HpcScheduler.Crash;

/// <summary>Processes that belong to a folder: it stands in their command line, or they were started with it in their environment.</summary>
internal static class FolderProcess
{
    /// <summary>Kills them, and says who they were.</summary>
    public static List<string> EndAll(string folder)
    {
        var found = new List<string>();
        foreach (var (id, commandLine) in Find(folder))
        {
            found.Add($"{id} {commandLine}");
            Libc.Send(id, Libc.Kill);
        }

        return found;
    }

    /// <summary>Their numbers and command lines.</summary>
    public static List<(int Id, string CommandLine)> Find(string folder)
    {
        var found = new List<(int, string)>();
        foreach (var entry in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(entry), CultureInfo.InvariantCulture, out var id) || id == Environment.ProcessId)
                continue;
            try
            {
                var commandLine = File.ReadAllText(entry + "/cmdline").Replace('\0', ' ');
                if (commandLine.Contains(folder, StringComparison.Ordinal)
                    || File.ReadAllText(entry + "/environ").Contains(folder, StringComparison.Ordinal))
                {
                    found.Add((id, commandLine));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It has just ended, or is somebody else's.
                Debug.WriteLine(exception);
            }
        }

        return found;
    }
}
