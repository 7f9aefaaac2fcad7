using System.Globalization;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// Which folder it is, however its name is spelled: the same by a link, a bind mount or a new name, another one for a copy. It holds for one run of the
/// machine.
/// </summary>
/// <param name="Major">The first number of the device.</param>
/// <param name="Minor">The second number of the device.</param>
/// <param name="Inode">The number on the device.</param>
internal readonly unsafe record struct FolderId(uint Major, uint Minor, ulong Inode)
{
    // struct statx is laid out alike everywhere.
    private const int Size = 256;
    private const int InodeOffset = 32;
    private const int MajorOffset = 136;
    private const int MinorOffset = 140;
    private const uint InodeAsked = 0x100;

    /// <summary>What a path leads to; null if it leads nowhere.</summary>
    public static FolderId? Of(string path)
    {
        var status = stackalloc byte[Size];
        return Libc.StatusOf(Libc.AT_FDCWD, path, 0, InodeAsked, status) == 0
            ? new FolderId(*(uint*)(status + MajorOffset), *(uint*)(status + MinorOffset), *(ulong*)(status + InodeOffset))
            : null;
    }

    /// <summary>Null if the text is none.</summary>
    public static FolderId? Parse(string text)
    {
        var words = text.Split(':');
        return words.Length == 3
            && uint.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && uint.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            && ulong.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var inode)
                ? new FolderId(major, minor, inode)
                : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}:{Minor}:{Inode}");
}
