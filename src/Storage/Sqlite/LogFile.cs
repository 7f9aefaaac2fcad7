using System.Buffers.Binary;
using System.Globalization;

namespace HpcScheduler.Storage.Sqlite;

/// <summary>
/// What is in a write-ahead log. SQLite reads it up to the first frame that does not add up and passes over the rest without a word; here
/// the rest is looked at. The log of a database that is being written may not be read so. A log that is cut off at the end of a commit
/// cannot be told from a shorter one.
/// </summary>
/// <param name="Commits">Transactions that are whole.</param>
/// <param name="Fault">What cannot be read though transactions end behind it; null if nothing is lost by all that can be seen.</param>
internal sealed record LogFile(int Commits, string? Fault)
{
    private const int HeaderLength = 32;
    private const int FrameHeaderLength = 24;
    private const uint Magic = 0x377F0682;

    /// <summary>Reads a log; null if there is none or it is empty.</summary>
    public static LogFile? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024);
        if (file.Length == 0)
            return null;
        var header = new byte[HeaderLength];
        if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
            return new LogFile(0, null);
        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        var pageSize = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(8));
        var isBigEndian = (magic & 1) != 0;
        var sum = Add(default, header.AsSpan(0, 24), isBigEndian);
        if ((magic & ~1u) != Magic || pageSize is < 512 or > 65536 || sum != SumAt(header.AsSpan(24)))
            return new LogFile(0, string.Create(CultureInfo.InvariantCulture, $"its head cannot be read, and {file.Length - HeaderLength} bytes stand behind that"));
        return ReadFrames(file, header.AsSpan(16, 8).ToArray(), (int)pageSize, sum, isBigEndian);
    }

    private static LogFile ReadFrames(FileStream file, byte[] salt, int pageSize, (uint, uint) sum, bool isBigEndian)
    {
        var frame = new byte[FrameHeaderLength + pageSize];
        var (commits, behind) = (0, 0);
        long? tear = null;
        while (true)
        {
            var at = file.Position;
            if (file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) < frame.Length)
                break;

            // What was in the log before it was begun anew has other salts, and what was rolled back ends no commit: neither is a loss.
            var isOurs = frame.AsSpan(8, 8).SequenceEqual(salt);
            var isCommit = BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) != 0;
            var next = Add(Add(sum, frame.AsSpan(0, 8), isBigEndian), frame.AsSpan(FrameHeaderLength), isBigEndian);
            if (tear is null && isOurs && next == SumAt(frame.AsSpan(16)))
            {
                sum = next;
                commits += isCommit ? 1 : 0;
                continue;
            }

            tear ??= at;
            behind += isOurs && isCommit ? 1 : 0;
        }

        return new LogFile(commits, behind == 0 ? null : string.Create(
            CultureInfo.InvariantCulture, $"the frame at byte {tear} cannot be read, and {behind} commits end there or behind it"));
    }

    private static (uint, uint) SumAt(ReadOnlySpan<byte> bytes) =>
        (BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]));

    private static (uint, uint) Add((uint First, uint Second) sum, ReadOnlySpan<byte> bytes, bool isBigEndian)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            sum.First += Word(bytes, isBigEndian) + sum.Second;
            sum.Second += Word(bytes[4..], isBigEndian) + sum.First;
        }

        return sum;
    }

    private static uint Word(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
