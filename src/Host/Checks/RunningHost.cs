using System.Globalization;
using System.Text;

namespace HpcScheduler.Host.Checks;

/// <summary>
/// Finds the host of a folder without taking any of its locks: a host that starts at this moment would take whoever tries them for the winner.
/// </summary>
internal static class RunningHost
{
    /// <summary>The process of the host; null if none runs.</summary>
    public static int? Find(HostFolder folder)
    {
        try
        {
            // Opened as a file that others may write, since .NET takes the very lock of the host for any other.
            using var reader = new StreamReader(new FileStream(folder.Lock, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return int.TryParse(reader.ReadToEnd().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && IsHost(id) ? id : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // The number of a host that was killed may be another process's by now.
    private static bool IsHost(int id)
    {
        var words = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/cmdline")).Split('\0');
        return words.Length > 1 && words[..2].Any(word => Path.GetFileName(word).StartsWith("HpcScheduler.Host", StringComparison.Ordinal)) && words.Contains("run");
    }
}
