namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// Deletes a folder and what is in it, and nothing else: every step goes through an open folder and never through a link, so a task
/// that swaps one of its folders for a link while it is being deleted deletes nothing of anybody.
/// </summary>
internal static unsafe class FolderRemoval
{
    // Deeper than any path that can be written; a task can still build a deeper tree, which then stays.
    private const int MaxDepth = 1024;

    /// <summary>Deletes an entry of an open folder, whatever it is.</summary>
    public static void Remove(int parent, ReadOnlySpan<byte> name, int depth = 0)
    {
        fixed (byte* entry = name)
        {
            if (Libc.UnlinkAt(parent, entry, 0) == 0 || Libc.LastError == Libc.ENOENT || depth > MaxDepth)
                return;
            var folder = Libc.OpenAt(parent, entry, Libc.O_DIRECTORY | Libc.O_NOFOLLOW | Libc.O_CLOEXEC, 0);
            if (folder < 0)
                return;
            try
            {
                var names = new List<byte[]>();
                FolderEntries.ForEach(folder, found => names.Add(found.ToArray()));
                foreach (var found in names)
                    Remove(folder, found, depth + 1);
            }
            finally
            {
                _ = Libc.Close(folder);
            }

            _ = Libc.UnlinkAt(parent, entry, Libc.AT_REMOVEDIR);
        }
    }
}
