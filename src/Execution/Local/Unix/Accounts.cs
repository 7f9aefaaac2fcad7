using System.Runtime.InteropServices;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>The users of the machine, as the system's name service knows them.</summary>
public static unsafe class Accounts
{
    // The answer stands in memory that the next question overwrites.
    private static readonly Lock Gate = new();

    /// <summary>The name of a user; null if there is none.</summary>
    public static string? Name(uint userId)
    {
        lock (Gate)
        {
            var entry = Libc.FindUser(userId);
            return entry == null ? null : Marshal.PtrToStringUTF8(entry->Name);
        }
    }

    /// <summary>The number of a user; null if there is none.</summary>
    public static uint? UserId(string name)
    {
        lock (Gate)
        {
            var entry = FindEntry(name);
            return entry == null ? null : entry->UserId;
        }
    }

    /// <summary>A user with all groups; null if there is none.</summary>
    public static Account? Find(string name)
    {
        uint userId, groupId;
        string home, shell;
        lock (Gate)
        {
            var entry = FindEntry(name);
            if (entry == null)
                return null;
            (userId, groupId) = (entry->UserId, entry->GroupId);
            home = Marshal.PtrToStringUTF8(entry->Home) ?? "";
            shell = Marshal.PtrToStringUTF8(entry->Shell) ?? "";
        }

        return new Account(name, userId, groupId, GroupsOf(name, groupId), home.StartsWith('/') ? home : "/", shell.Length > 0 ? shell : "/bin/sh");
    }

    private static PasswordEntry* FindEntry(string name) => name.Contains('\0', StringComparison.Ordinal) ? null : Libc.FindUser(name);

    private static uint[] GroupsOf(string name, uint groupId)
    {
        var groups = new uint[16];
        while (true)
        {
            var count = groups.Length;
            int found;
            fixed (uint* first = groups)
                found = Libc.GroupsOf(name, groupId, first, &count);
            if (found >= 0)
                return groups[..count];
            // Not every library says how many there are.
            Array.Resize(ref groups, Math.Max(count, groups.Length * 2));
        }
    }
}
