using System.Runtime.InteropServices;

namespace HpcScheduler.Storage.Sqlite;

/// <summary>
/// Whether the database and its write-ahead log still bear their names. What is written to files that somebody has deleted, moved or replaced
/// is gone with this process.
/// </summary>
internal sealed unsafe partial class StorePlace(string database)
{
    // struct statx is laid out alike everywhere.
    private const int Size = 256;
    private const int NumberOffset = 32;
    private const int DeviceOffset = 136;
    private const uint Number = 0x100;
    private const int CurrentFolder = -100;

    private readonly string _log = database + "-wal";
    private readonly (ulong Device, ulong Number)? _database = Of(database);
    private (ulong Device, ulong Number)? _logFile = Of(database + "-wal");

    /// <summary>Looks at both names.</summary>
    /// <exception cref="IOException">A name is missing or names another file.</exception>
    public void Check()
    {
        if (Of(database) != _database)
            throw Moved(database);
        var log = Of(_log);
        _logFile ??= log;
        if (log != _logFile)
            throw Moved(_log);
    }

    private static IOException Moved(string path) =>
        new(File.Exists(path) ? $"another file has taken the place of '{path}'" : $"'{path}' was deleted or moved while it was in use");

    private static (ulong Device, ulong Number)? Of(string path)
    {
        var status = stackalloc byte[Size];
        return StatusOf(CurrentFolder, path, 0, Number, status) == 0 ? (*(ulong*)(status + DeviceOffset), *(ulong*)(status + NumberOffset)) : null;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatusOf(int folder, string path, int flags, uint mask, byte* status);
}
