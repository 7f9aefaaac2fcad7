namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// Whether a path leads where its user wants whatever others do, as ssh looks at its files: each folder and link on the way must be that user's or
/// root's, and nobody else may write to it. Where a folder is sticky, as /tmp is, others may make files but not take away those that are there.
/// </summary>
public static class PathSafety
{
    private const uint Root = 0;
    private const uint Sticky = 0x200;
    private const int WriteOfGroup = 0x10;
    private const int WriteOfAll = 0x2;

    // As many as the system follows.
    private const int MostLinks = 40;

    /// <summary>Looks at a path from the root on, so that what has been looked at cannot be exchanged any more.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="user">Whose the last folder must be.</param>
    /// <returns>What is wrong; null if nothing is. The part of the path that is not there yet is not looked at.</returns>
    public static string? Fault(string path, uint user)
    {
        var left = new Stack<string>();
        Push(path);
        var current = "/";
        for (var links = 0; ;)
        {
            if (FaultOf(current, user, isLast: left.Count == 0) is { } fault)
                return fault;
            if (!left.TryPop(out var name))
                return null;
            if (name == "..")
            {
                current = Path.GetDirectoryName(current) ?? "/";
                continue;
            }

            var next = Path.Join(current, name);
            if (FileStatus.Of(next) is not { IsLink: true } link)
            {
                current = next;
                continue;
            }

            if (link.UserId != user && link.UserId != Root)
                return Whose(next, link.UserId, user);
            if (++links > MostLinks || new FileInfo(next).LinkTarget is not { } target)
                return $"'{next}' is a link that leads nowhere";
            if (target.StartsWith('/'))
                current = "/";
            Push(target);
        }

        void Push(string names)
        {
            foreach (var name in names.Split('/').Where(name => name is not ("" or ".")).Reverse())
                left.Push(name);
        }
    }

    private static string? FaultOf(string folder, uint user, bool isLast)
    {
        // What is not there, is no folder or may not be looked at cannot be used either, and whoever tries says why.
        if (FileStatus.Of(folder) is not { IsFolder: true } status)
            return null;
        if (status.UserId != user && (isLast || status.UserId != Root))
            return Whose(folder, status.UserId, user);
        if (!isLast && (status.Mode & Sticky) != 0)
            return null;
        if ((status.Mode & WriteOfAll) != 0)
            return $"everybody may write to '{folder}'";
        return (status.Mode & WriteOfGroup) == 0 || Groups.IsOfOwnerAlone(folder, status.UserId) ? null : $"others of its group may write to '{folder}'";
    }

    private static string Whose(string path, uint owner, uint user) =>
        $"'{path}' belongs to {NameOf(owner)} and not to {NameOf(user)}{(user == Root ? "" : " or root")}";

    private static string NameOf(uint user) => Accounts.Name(user) ?? $"user id {user}";
}
