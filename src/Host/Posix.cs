using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HpcScheduler.Host;

/// <summary>The few system calls that .NET has no word for.</summary>
internal static partial class Posix
{
    private const string Library = "libc";
    private const int ReadWrite = 2;
    private const int Create = 0x40;
    private const int CloseOnExec = 0x80000;
    private const int Exclusive = 2;
    private const int NonBlocking = 4;
    private const int SetParentDeathSignal = 1;
    private const int Terminate = 15;

    /// <summary>Leaves the terminal and the session of whoever started the host, so that closing them does not end it.</summary>
    public static void StartSession() => _ = SetSession();

    /// <summary>Opens or makes a file that only its owner may read, without any lock.</summary>
    /// <exception cref="IOException">The system's reason.</exception>
    public static SafeFileHandle OpenPrivate(string path)
    {
        var handle = Open(path, ReadWrite | Create | CloseOnExec, 0x180);
        return handle >= 0 ? new SafeFileHandle(handle, true) : throw LastError(path);
    }

    /// <summary>Opens a file to read it without any lock; .NET would take one.</summary>
    /// <exception cref="IOException">The system's reason.</exception>
    public static SafeFileHandle OpenToRead(string path)
    {
        var handle = Open(path, CloseOnExec, 0);
        return handle >= 0 ? new SafeFileHandle(handle, true) : throw LastError(path);
    }

    /// <summary>Waits until the file is locked. The kernel drops the lock when the process dies.</summary>
    public static void Lock(SafeFileHandle file)
    {
        while (FileLock(file, Exclusive) != 0)
        {
            const int Interrupted = 4;
            if (Marshal.GetLastPInvokeError() != Interrupted)
                throw LastError("lock");
        }
    }

    /// <summary>Locks the file unless another process has it.</summary>
    public static bool TryLock(SafeFileHandle file) => FileLock(file, Exclusive | NonBlocking) == 0;

    /// <summary>The next who waits to be accepted by a listening socket that does not block; null if nobody does.</summary>
    public static Socket? TryAccept(SafeHandle listener)
    {
        var number = Accept(listener, 0, 0, CloseOnExec);
        return number >= 0 ? new Socket(new SafeSocketHandle(number, ownsHandle: true)) : null;
    }

    /// <summary>Has the kernel end this process as a request to stop would, when the one that started it ends.</summary>
    public static void EndWithParent() => _ = ProcessControl(SetParentDeathSignal, Terminate, 0, 0, 0);

    /// <summary>Connects standard input and output with nothing.</summary>
    public static void DetachInputAndOutput() => Detach(0, 1);

    /// <summary>Connects standard error with nothing.</summary>
    public static void DetachErrors() => Detach(2);

    /// <summary>Which permissions files that this process makes do not get.</summary>
    [LibraryImport(Library, EntryPoint = "umask")]
    public static partial uint SetMask(uint mask);

    /// <summary>Brings the names in a folder to disk: until then a power cut may take back a rename.</summary>
    /// <exception cref="IOException">The system's reason.</exception>
    public static void FlushFolder(string path)
    {
        var folder = Open(path, CloseOnExec, 0);
        if (folder < 0)
            throw LastError(path);
        var result = Flush(folder);
        var error = result == 0 ? null : LastError(path);
        _ = Close(folder);
        if (error is not null)
            throw error;
    }

    /// <summary>How many files and folders can still be made on the disk of a path; null where that is not limited, or not known.</summary>
    public static unsafe ulong? FreeFiles(string path)
    {
        // struct statvfs: numbers of eight bytes each, on every 64-bit Linux.
        const int Numbers = 32;
        const int All = 5;
        const int Available = 7;
        var status = stackalloc ulong[Numbers];
        return StatusOfDisk(path, status) == 0 && status[All] > 0 ? status[Available] : null;
    }

    /// <summary>Ends this process at once, whatever its threads do.</summary>
    [LibraryImport(Library, EntryPoint = "_exit")]
    public static partial void EndNow(int exitCode);

    /// <summary>The user who runs this process.</summary>
    [LibraryImport(Library, EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    private static void Detach(params ReadOnlySpan<int> descriptors)
    {
        var nothing = Open("/dev/null", ReadWrite | CloseOnExec, 0);
        foreach (var descriptor in descriptors)
            _ = Duplicate(nothing, descriptor);
        _ = Close(nothing);
    }

    private static IOException LastError(string path) =>
        new($"{path}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [LibraryImport(Library, EntryPoint = "statvfs", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int StatusOfDisk(string path, ulong* status);

    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    private static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport(Library, EntryPoint = "setsid", SetLastError = true)]
    private static partial int SetSession();

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int descriptor);

    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    private static partial int FileLock(SafeFileHandle file, int operation);

    [LibraryImport(Library, EntryPoint = "accept4", SetLastError = true)]
    private static partial int Accept(SafeHandle listener, nint address, nint length, int flags);

    [LibraryImport(Library, EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate(int from, int to);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
