using System.Runtime.InteropServices;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>The groups of the machine, as the system's name service knows them.</summary>
internal static unsafe class Groups
{
    // The answer stands in memory that the next question overwrites.
    private static readonly Lock Gate = new();

    /// <summary>
    /// Whether what the group of a file may do, its owner alone may do: where each user has a group of the same name, new files are often made so that
    /// the group may write to them. A list of rights may name others as the group's, so then it is not so.
    /// </summary>
    public static bool IsOfOwnerAlone(string path, uint owner)
    {
        if (FileStatus.GroupOf(path) is not { } number || Accounts.Name(owner) is not { } name || Libc.GetAttribute(path, "system.posix_acl_access", null, 0) > 0)
            return false;
        lock (Gate)
        {
            var group = Libc.FindGroup(number);
            if (group == null || Marshal.PtrToStringUTF8(group->Name) != name)
                return false;
            for (var member = group->Members; *member != 0; member++)
            {
                if (Marshal.PtrToStringUTF8(*member) != name)
                    return false;
            }

            return true;
        }
    }
}
