using System.Diagnostics;
using System.Globalization;
using HpcScheduler.Client;

namespace HpcScheduler.Crash;

/// <summary>Processes that belong to a folder: it stands in their command line, or they were started with it in their environment.</summary>
internal static class FolderProcess
{
    // One that was told to end, or has said why it does not start, may be on its way out.
    private static readonly TimeSpan WayOut = TimeSpan.FromSeconds(10);

    /// <summary>Says who of them does not end by itself, and kills these.</summary>
    public static async Task<List<string>> EndAllAsync(string folder)
    {
        var left = new List<string>();
        using var patience = new CancellationTokenSource(WayOut);
        foreach (var (id, commandLine) in Find(folder))
        {
            using var process = HostProcess.Open(id);
            try
            {
                await process.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                left.Add($"{id} {commandLine}");
                Libc.Send(id, Libc.Kill);
            }
        }

        return left;
    }

    /// <summary>The shell under which a task runs or is to run, where there is one only.</summary>
    public static int FindRunner(string folder) => FindRunners(folder).Single();

    /// <summary>All shells under which tasks run or are to run.</summary>
    public static IEnumerable<int> FindRunners(string folder) =>
        from process in Find(folder) where process.CommandLine.Contains(" hpc-runner ", StringComparison.Ordinal) select process.Id;

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
