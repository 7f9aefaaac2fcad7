namespace HpcScheduler.Execution.Local.Unix;

/// <summary>Whose a file is, and what.</summary>
/// <param name="UserId">The user whose it is.</param>
/// <param name="Mode">Its kind and its permissions, as the system has them.</param>
/// <param name="Length">In bytes.</param>
public readonly unsafe record struct FileStatus(uint UserId, uint Mode, long Length)
{
    private const int Kind = 0xF000;
    private const int Plain = 0x8000;
    private const int Folder = 0x4000;
    private const int Link = 0xA000;

    // Others than its owner may write: the group, or everybody.
    private const int WriteOfOthers = 0x12;

    // struct statx is laid out alike everywhere.
    private const int Size = 256;
    private const int UserIdOffset = 20;
    private const int GroupIdOffset = 24;
    private const int ModeOffset = 28;
    private const int NumberOffset = 32;
    private const int LengthOffset = 40;
    private const int DeviceOffset = 136;

    /// <summary>Whether it is a plain file.</summary>
    public bool IsFile => (Mode & Kind) == Plain;

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder => (Mode & Kind) == Folder;

    /// <summary>Whether it is a symbolic link, which nobody can write to.</summary>
    public bool IsLink => (Mode & Kind) == Link;

    /// <summary>Whether others than its owner may write to it.</summary>
    public bool IsWritableByOthers => (Mode & WriteOfOthers) != 0;

    /// <summary>What a path names, a link itself; null if it names nothing.</summary>
    public static FileStatus? Of(string path) => Read(Libc.AT_FDCWD, path, Libc.AT_SYMLINK_NOFOLLOW);

    /// <summary>What tells the file that a path names from every other that is there; null if it names nothing.</summary>
    public static (ulong Device, ulong Number)? IdentityOf(string path)
    {
        const uint InodeNumber = 0x100;
        var status = stackalloc byte[Size];
        return Libc.StatusOf(Libc.AT_FDCWD, path, Libc.AT_SYMLINK_NOFOLLOW, InodeNumber, status) == 0
            ? (*(ulong*)(status + DeviceOffset), *(ulong*)(status + NumberOffset))
            : null;
    }

    /// <summary>The group of what a path names; null if it names nothing.</summary>
    internal static uint? GroupOf(string path)
    {
        const uint Group = 0x10;
        var status = stackalloc byte[Size];
        return Libc.StatusOf(Libc.AT_FDCWD, path, Libc.AT_SYMLINK_NOFOLLOW, Group, status) == 0 ? *(uint*)(status + GroupIdOffset) : null;
    }

    /// <summary>An open file.</summary>
    internal static FileStatus? Of(int file) => Read(file, "", Libc.AT_EMPTY_PATH);

    private static FileStatus? Read(int folder, string path, int flags)
    {
        const uint TypeModeUserAndLength = 0x020B;
        var status = stackalloc byte[Size];
        return Libc.StatusOf(folder, path, flags, TypeModeUserAndLength, status) == 0
            ? new FileStatus(*(uint*)(status + UserIdOffset), *(ushort*)(status + ModeOffset), *(long*)(status + LengthOffset))
            : null;
    }
}
