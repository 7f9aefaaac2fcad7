using System.Buffers.Binary;
using System.Text;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>The names in an open folder, as the system gives them, without the two that stand for itself and its parent.</summary>
internal static unsafe class FolderEntries
{
    private const int LengthAt = 16;
    private const int TypeAt = 18;
    private const int NameAt = 19;
    private const byte Unknown = 0;
    private const byte Folder = 4;

    /// <summary>Receives a name that ends in a zero byte.</summary>
    public delegate void Entry(ReadOnlySpan<byte> name);

    /// <summary>
    /// The names in a folder, as far as they are there when they are read: others may remove them, or the folder, meanwhile. Empty where it cannot be read.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="onlyFolders">Leave out what is certainly no folder.</param>
    public static IReadOnlyList<string> Names(string path, bool onlyFolders = false)
    {
        var folder = Libc.Open(path, Libc.O_DIRECTORY | Libc.O_CLOEXEC, 0);
        if (folder < 0)
            return [];
        var names = new List<string>();
        ForEach(folder, name => names.Add(Encoding.UTF8.GetString(name[..^1])), onlyFolders);
        _ = Libc.Close(folder);
        return names;
    }

    public static void ForEach(int folder, Entry entry, bool onlyFolders = false)
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
                var isWanted = !onlyFolders || record[TypeAt] is Folder or Unknown;
                if (isWanted && !name.SequenceEqual(".\0"u8) && !name.SequenceEqual("..\0"u8))
                    entry(name);
                at += length;
            }
        }
    }
}
