using System.Buffers.Binary;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>The names in an open folder, as the system gives them, without the two that stand for itself and its parent.</summary>
internal static unsafe class FolderEntries
{
    private const int LengthAt = 16;
    private const int NameAt = 19;

    /// <summary>Receives a name that ends in a zero byte.</summary>
    public delegate void Entry(ReadOnlySpan<byte> name);

    public static void ForEach(int folder, Entry entry)
    {
        var buffer = new byte[32 * 1024];
        while (true)
        {
            int count;
            fixed (byte* start = buffer)
                count = Libc.ReadFolder(folder, start, buffer.Length);
            if (count <= 0)
                return;
            for (var at = 0; at < count;)
            {
                var record = buffer.AsSpan(at);
                var length = BinaryPrimitives.ReadUInt16LittleEndian(record[LengthAt..]);
                var name = record[NameAt..length];
                name = name[..(name.IndexOf((byte)0) + 1)];
                if (!name.SequenceEqual(".\0"u8) && !name.SequenceEqual("..\0"u8))
                    entry(name);
                at += length;
            }
        }
    }
}
