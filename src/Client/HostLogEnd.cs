using System.Text;

namespace HpcScheduler.Client;

/// <summary>What comes into the log of a host from now on. What stands there from earlier lives says nothing of this one.</summary>
internal sealed class HostLogEnd
{
    private const int Most = 64 * 1024;

    private readonly string _file;
    private readonly long _from;

    /// <param name="folder">The scheduler's folder.</param>
    public HostLogEnd(string folder)
    {
        _file = Path.Join(folder, "host.log");
        _from = Length();
    }

    /// <summary>The lines since then that are not empty.</summary>
    public IReadOnlyList<string> Read()
    {
        try
        {
            using var log = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            // It begins anew when it has become too long.
            log.Position = log.Length < _from ? 0 : _from;
            var bytes = new byte[Most];
            var count = log.ReadAtLeast(bytes, Most, throwOnEndOfStream: false);
            return [.. Encoding.UTF8.GetString(bytes, 0, count).Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Adds lines of a host that could not write them itself.</summary>
    /// <returns>Whether that was possible.</returns>
    public bool Add(IEnumerable<string> lines)
    {
        try
        {
            File.AppendAllLines(_file, lines);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private long Length()
    {
        var file = new FileInfo(_file);
        return file.Exists ? file.Length : 0;
    }
}
