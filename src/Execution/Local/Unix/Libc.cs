using System.Runtime.InteropServices;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// The calls of the C library that are needed, as it names them. The numbers are those of 64-bit Linux on x64 and arm64.
/// </summary>
internal static unsafe partial class Libc
{
    public const int O_WRONLY = 0x1;
    public const int O_CREAT = 0x40;
    public const int O_EXCL = 0x80;
    public const int O_NOCTTY = 0x100;
    public const int O_TRUNC = 0x200;
    public const int O_APPEND = 0x400;
    public const int O_NONBLOCK = 0x800;
    public const int O_CLOEXEC = 0x80000;

    public const int EPERM = 1;
    public const int ENOENT = 2;
    public const int ESRCH = 3;
    public const int EINTR = 4;
    public const int E2BIG = 7;
    public const int EACCES = 13;
    public const int EEXIST = 17;
    public const int EISDIR = 21;
    public const int ENOSPC = 28;
    public const int EROFS = 30;
    public const int ENOSYS = 38;
    public const int EDQUOT = 122;

    public const int SIGKILL = 9;
    public const int SIGTERM = 15;
    public const int SIGCONT = 18;
    public const int SIGSTOP = 19;

    public const int AT_FDCWD = -100;
    public const int AT_SYMLINK_NOFOLLOW = 0x100;
    public const int AT_REMOVEDIR = 0x200;
    public const int AT_EMPTY_PATH = 0x1000;
    public const int SEEK_END = 2;
    public const int CLOCK_BOOTTIME = 7;

    public const int P_PID = 1;
    public const int P_PIDFD = 3;
    public const int WNOHANG = 1;
    public const int WEXITED = 4;

    public const int EPOLL_CTL_ADD = 1;
    public const uint EPOLLIN = 1;
    public const uint EPOLLONESHOT = 1u << 30;

    public const uint IN_MODIFY = 0x2;
    public const uint IN_MOVED_FROM = 0x40;
    public const uint IN_MOVED_TO = 0x80;
    public const uint IN_CREATE = 0x100;
    public const uint IN_DELETE = 0x200;
    public const uint IN_DELETE_SELF = 0x400;
    public const uint IN_MOVE_SELF = 0x800;
    public const uint IN_UNMOUNT = 0x2000;
    public const uint IN_Q_OVERFLOW = 0x4000;
    public const uint IN_IGNORED = 0x8000;
    public const uint IN_ONLYDIR = 0x01000000;
    public const uint IN_MASK_ADD = 0x20000000;
    public const uint IN_ONESHOT = 0x80000000;

    private const string Library = "libc";
    private const int PidfdSendSignal = 424;
    private const int PidfdOpen = 434;
    private const int CloseRange = 436;
    private const int OpenAt2 = 437;
    private const ulong NoMagicLinks = 0x02;
    private const int JoinSessionKeyring = 1;
    private const int SetKeyPermissions = 5;
    private const int SessionKeyring = -3;

    // Its owner may see that it is there.
    private const nint ViewedByOwner = 0x00010000;
    private const uint CloseRangeCloexec = 4;

    // These differ between the architectures.
    private static readonly bool IsX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly int Getdents64 = IsX64 ? 217 : 61;
    private static readonly int Ioctl = IsX64 ? 16 : 29;
    private static readonly int LimitOf = IsX64 ? 302 : 261;
    private static readonly int SetPriority = IsX64 ? 141 : 140;
    private static readonly int GetGroups = IsX64 ? 115 : 158;
    private static readonly int SetGroups = IsX64 ? 116 : 159;
    private static readonly int KeyControl = IsX64 ? 250 : 219;

    public static readonly int O_DIRECTORY = IsX64 ? 0x10000 : 0x4000;
    public static readonly int O_NOFOLLOW = IsX64 ? 0x20000 : 0x8000;

    public static int LastError => Marshal.GetLastPInvokeError();

    public static string LastErrorText => Marshal.GetPInvokeErrorMessage(LastError);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "openat", SetLastError = true)]
    public static partial int OpenAt(int folder, byte* name, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int UnlinkAt(int folder, byte* name, int flags);

    [LibraryImport(Library, EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeFolder(string path, uint mode);

    [LibraryImport(Library, EntryPoint = "rmdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RemoveFolder(string path);

    [LibraryImport(Library, EntryPoint = "getxattr", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GetAttribute(string path, string name, byte* value, nint size);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int StatusOf(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    public static partial int ChangeMode(int fd, uint mode);

    [LibraryImport(Library, EntryPoint = "fstatfs", SetLastError = true)]
    private static partial int FileSystemStatus(int fd, byte* status);

    [LibraryImport(Library, EntryPoint = "fchown", SetLastError = true)]
    public static partial int ChangeOwner(int fd, uint user, uint group);

    [LibraryImport(Library, EntryPoint = "getpwuid")]
    public static partial PasswordEntry* FindUser(uint userId);

    [LibraryImport(Library, EntryPoint = "getpwnam", StringMarshalling = StringMarshalling.Utf8)]
    public static partial PasswordEntry* FindUser(string name);

    [LibraryImport(Library, EntryPoint = "getgrgid")]
    public static partial GroupEntry* FindGroup(uint groupId);

    [LibraryImport(Library, EntryPoint = "getgrouplist", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GroupsOf(string name, uint group, uint* groups, int* count);

    [LibraryImport(Library, EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport(Library, EntryPoint = "getegid")]
    public static partial uint EffectiveGroup();

    /// <summary>Of the calling thread alone; returns who it was before.</summary>
    [LibraryImport(Library, EntryPoint = "setfsuid")]
    public static partial uint SetFileUser(uint user);

    /// <summary>Of the calling thread alone; returns which it was before.</summary>
    [LibraryImport(Library, EntryPoint = "setfsgid")]
    public static partial uint SetFileGroup(uint group);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int fd, byte* buffer, nint count);

    [LibraryImport(Library, EntryPoint = "pread", SetLastError = true)]
    public static partial nint ReadAt(int fd, byte* buffer, nint count, long offset);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int fd, byte* buffer, nint count);

    [LibraryImport(Library, EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(int fd, long offset, int origin);

    [LibraryImport(Library, EntryPoint = "close")]
    public static partial int Close(int fd);

    [LibraryImport(Library, EntryPoint = "pipe2", SetLastError = true)]
    public static partial int MakePipe(int* ends, int flags);

    [LibraryImport(Library, EntryPoint = "getsid")]
    public static partial int SessionOf(int pid);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport(Library, EntryPoint = "waitid", SetLastError = true)]
    public static partial int WaitId(int kind, int id, byte* info, int options);

    [LibraryImport(Library, EntryPoint = "clock_gettime", SetLastError = true)]
    public static partial int ClockGetTime(int clock, long* time);

    [LibraryImport(Library, EntryPoint = "sched_getaffinity", SetLastError = true)]
    public static partial int GetAffinity(int thread, nint size, byte* mask);

    [LibraryImport(Library, EntryPoint = "sched_setaffinity", SetLastError = true)]
    public static partial int SetAffinity(int thread, nint size, byte* mask);

    [LibraryImport(Library, EntryPoint = "inotify_init1", SetLastError = true)]
    public static partial int NotifyInit(int flags);

    [LibraryImport(Library, EntryPoint = "inotify_add_watch", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int NotifyAdd(int notify, string path, uint what);

    [LibraryImport(Library, EntryPoint = "inotify_rm_watch", SetLastError = true)]
    public static partial int NotifyRemove(int notify, int watch);

    [LibraryImport(Library, EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport(Library, EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int fd, byte* entry);

    [LibraryImport(Library, EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, byte* entries, int count, int timeout);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint value, int flags);

    [LibraryImport(Library, EntryPoint = "posix_spawn")]
    public static partial int Spawn(int* pid, byte* path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_init")]
    public static partial int SpawnAttributesInit(byte* attributes);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setflags")]
    public static partial int SpawnAttributesSetFlags(byte* attributes, short flags);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigmask")]
    public static partial int SpawnAttributesSetSignalMask(byte* attributes, byte* signals);

    [LibraryImport(Library, EntryPoint = "posix_spawnattr_setsigdefault")]
    public static partial int SpawnAttributesSetSignalDefault(byte* attributes, byte* signals);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_init")]
    public static partial int SpawnActionsInit(byte* actions);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SpawnActionsAddOpen(byte* actions, int fd, string path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_adddup2")]
    public static partial int SpawnActionsAddDuplicate(byte* actions, int fd, int newFd);

    [LibraryImport(Library, EntryPoint = "posix_spawn_file_actions_destroy")]
    public static partial int SpawnActionsDestroy(byte* actions);

    /// <summary>
    /// Opens a file as <see cref="Open"/>, but follows none of the links below /proc that lead to what a process has open. Where the system does not know
    /// how, it fails.
    /// </summary>
    public static int OpenWithoutMagicLinks(string path, int flags)
    {
        var name = (byte*)Marshal.StringToCoTaskMemUTF8(path);
        // struct open_how: flags, mode, resolve.
        var how = stackalloc ulong[] { (uint)flags, 0, NoMagicLinks };
        try
        {
            return (int)SystemCall(OpenAt2, AT_FDCWD, (nint)name, (nint)how, 3 * sizeof(ulong));
        }
        finally
        {
            Marshal.FreeCoTaskMem((nint)name);
        }
    }

    /// <summary>The number of the kind of file system that an open file is of; null if that cannot be known.</summary>
    public static uint? FileSystemOf(int fd)
    {
        var status = stackalloc byte[256];
        return FileSystemStatus(fd, status) == 0 ? (uint)*(long*)status : null;
    }

    /// <summary>
    /// Gives the calling thread, and what it starts, a session keyring in which nobody can look for a key or put one. Where there are no keyrings nothing
    /// is shared by them either.
    /// </summary>
    public static void JoinClosedKeyring()
    {
        if (SystemCall(KeyControl, JoinSessionKeyring, 0, 0, 0) >= 0)
            _ = SystemCall(KeyControl, SetKeyPermissions, SessionKeyring, ViewedByOwner, 0);
    }

    public static int OpenProcess(int pid) => (int)SystemCall(PidfdOpen, pid, 0, 0, 0);

    public static int SignalProcess(int process, int signal) => (int)SystemCall(PidfdSendSignal, process, signal, 0, 0);

    public static int ReadFolder(int fd, byte* buffer, int count) => (int)SystemCall(Getdents64, fd, (nint)buffer, count, 0);

    /// <summary>How many bytes have been written to a pipe, either end of which this is, and not been read; 0 if that cannot be known.</summary>
    public static int CountUnread(int pipe)
    {
        const int Fionread = 0x541B;
        int count;
        return SystemCall(Ioctl, pipe, Fionread, (nint)(&count), 0) == 0 ? count : 0;
    }

    /// <summary>A limit of a process; null if it cannot be known.</summary>
    public static (ulong Soft, ulong Hard)? ReadLimit(int pid, int limit)
    {
        var values = stackalloc ulong[2];
        return SystemCall(LimitOf, pid, limit, 0, (nint)values) == 0 ? (values[0], values[1]) : null;
    }

    /// <summary>Sets a limit of a process. Root alone can raise the hard one.</summary>
    public static bool TrySetLimit(int pid, int limit, ulong soft, ulong hard)
    {
        var values = stackalloc ulong[2] { soft, hard };
        return SystemCall(LimitOf, pid, limit, (nint)values, 0) == 0;
    }

    /// <summary>Sets the nice level of a process where the system allows it.</summary>
    public static void SetNice(int pid, int level) => _ = SystemCall(SetPriority, 0, pid, level, 0);

    /// <summary>The groups of the calling thread.</summary>
    public static uint[] ThreadGroups()
    {
        var groups = new uint[(int)SystemCall(GetGroups, 0, 0, 0, 0)];
        fixed (uint* first = groups)
            _ = SystemCall(GetGroups, groups.Length, (nint)first, 0, 0);
        return groups;
    }

    /// <summary>Sets the groups of the calling thread alone; the library would set those of all threads.</summary>
    public static bool TrySetThreadGroups(uint[] groups)
    {
        fixed (uint* first = groups)
            return SystemCall(SetGroups, groups.Length, (nint)first, 0, 0) == 0;
    }

    /// <summary>Keeps every file that is open now from every program that is started later.</summary>
    public static int CloseAllOnExec(int first) => (int)SystemCall(CloseRange, first, unchecked((nint)uint.MaxValue), (nint)CloseRangeCloexec, 0);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint a, nint b, nint c, nint d);
}
