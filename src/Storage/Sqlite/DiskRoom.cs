using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HpcScheduler.Storage.Sqlite;

/// <summary>
/// Room for the index of the write-ahead log, which SQLite uses as memory. It makes sure of one byte in 4 KB only, so where the disk gives out smaller
/// blocks a full one would end the process by SIGBUS, at the start or at a later commit.
/// </summary>
internal static partial class DiskRoom
{
    // The first part of the index holds the places of 4062 pages, 16 MB, each other part as many.
    private const int IndexPart = 32 * 1024;
    private const int Parts = 2;

    private const int ReadWrite = 2;
    private const int Nameless = 0x410000;
    private const int CloseOnExec = 0x80000;
    private const int KeepSize = 1;
    private const int OwnerOnly = 0x180;
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;

    /// <summary>Makes sure of it before the database is opened.</summary>
    /// <exception cref="IOException">There is none. What else is wrong with the folder is left to who opens the database.</exception>
    public static void Require(string database)
    {
        var folder = Path.GetDirectoryName(database)!;
        using var file = Open(folder, ReadWrite | Nameless | CloseOnExec);
        if (!file.IsInvalid)
            Take(file, folder);
    }

    /// <summary>Takes it for the index that is there.</summary>
    /// <returns>
    /// The file, to be closed after the last connection of this process: a closed file takes the process's locks on it along. Null without an index.
    /// </returns>
    /// <exception cref="IOException">There is none.</exception>
    public static SafeFileHandle? Keep(string database)
    {
        var index = database + "-shm";
        var file = Open(index, ReadWrite | CloseOnExec);
        if (file.IsInvalid)
        {
            file.Dispose();
            return null;
        }

        Take(file, index);
        return file;
    }

    // Where the file system knows no such thing there is no way to make sure.
    private static void Take(SafeFileHandle file, string path)
    {
        if (Allocate(file, KeepSize, 0, IndexPart * Parts) == 0 || Marshal.GetLastPInvokeError() is not (NoSpace or QuotaExceeded))
            return;
        throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}", NoSpace);
    }

    private static SafeFileHandle Open(string path, int flags) => new(OpenFile(path, flags, OwnerOnly), ownsHandle: true);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int Allocate(SafeFileHandle file, int mode, long offset, long length);
}
