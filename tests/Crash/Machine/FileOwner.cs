using System.Diagnostics;

namespace HpcScheduler.Crash;

/// <summary>Whose a file is.</summary>
internal static class FileOwner
{
    public static uint Of(string path)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%u", path]) { RedirectStandardOutput = true })!;
        var said = stat.StandardOutput.ReadToEnd();
        stat.WaitForExit();
        return uint.Parse(said);
    }
}
