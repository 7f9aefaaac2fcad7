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
            using var file = Posix.OpenToRead(folder.Lock);
            Span<byte> content = stackalloc byte[32];
            var text = Encoding.ASCII.GetString(content[..RandomAccess.Read(file, content, 0)]).Trim();
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && IsHost(id) ? id : null;
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
