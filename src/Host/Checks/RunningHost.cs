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
        return HostLock.ProcessOf(Text(folder)) is { } id && IsHost(id) ? id : null;
    }

    /// <summary>Whether the last host had the database open and did not come to the end of closing it.</summary>
    public static bool HadStoreOpen(HostFolder folder) => HostLock.SaysOpen(Text(folder));

    private static string Text(HostFolder folder)
    {
        try
        {
            using var file = Posix.OpenToRead(folder.Lock);
            Span<byte> content = stackalloc byte[32];
            return Encoding.ASCII.GetString(content[..RandomAccess.Read(file, content, 0)]).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // The number of a host that was killed may be another process's by now.
    private static bool IsHost(int id)
    {
        string[] words;
        try
        {
            words = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/cmdline")).Split('\0');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        return words.Length > 1 && words[..2].Any(word => Path.GetFileName(word).StartsWith("HpcScheduler.Host", StringComparison.Ordinal)) && words.Contains("run");
    }
}
