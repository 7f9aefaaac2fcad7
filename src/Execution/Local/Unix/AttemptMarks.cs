using System.Text;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// Reads of a process to which attempt of a folder it belongs: the attempt's folder is in its environment, as the host that started it spelled it.
/// By one thread at a time.
/// </summary>
/// <param name="root">The folder of all attempts.</param>
internal sealed class AttemptMarks(string root)
{
    private static readonly byte[] MarkStart = Encoding.UTF8.GetBytes(ProcessTree.Marker + "=");

    private readonly Dictionary<string, bool> _spellings = new(StringComparer.Ordinal) { [root] = true };
    private byte[] _buffer = new byte[4096];

    /// <summary>The folder of all attempts.</summary>
    public string Root => root;

    /// <summary>Takes this for another name of the folder, whatever it leads to now.</summary>
    public void Add(string spelling) => _spellings[spelling] = true;

    /// <summary>The attempt's folder that a process has in its environment, empty if there is none to be seen. Valid until the next reading.</summary>
    public ReadOnlySpan<byte> Read(int pid) => Find(UnixFile.ReadAll($"/proc/{pid}/environ", ref _buffer));

    /// <summary>The attempt's folder in an environment, empty if there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> environment)
    {
        while (!environment.IsEmpty)
        {
            var end = environment.IndexOf((byte)0);
            var entry = end < 0 ? environment : environment[..end];
            if (entry.StartsWith(MarkStart))
                return entry[MarkStart.Length..];
            environment = end < 0 ? default : environment[(end + 1)..];
        }

        return default;
    }

    /// <summary>The name below the folder of all attempts, task/instance, of the attempt to which a process belongs; null if it is none of this folder's.</summary>
    public string? NameOf(int pid)
    {
        var folder = Read(pid);
        return folder.IsEmpty ? null : NameOf(folder, $"/proc/{pid}");
    }

    /// <summary>As <see cref="NameOf(int)"/>, of what is in the environment of a process.</summary>
    /// <param name="folder">The attempt's folder.</param>
    /// <param name="process">The folder in which the kernel shows the process.</param>
    public string? NameOf(ReadOnlySpan<byte> folder, string process)
    {
        var instance = folder.LastIndexOf((byte)'/');
        var task = instance < 0 ? -1 : folder[..instance].LastIndexOf((byte)'/');
        return task > 0 && IsRoot(Encoding.UTF8.GetString(folder[..task]), process) ? Encoding.UTF8.GetString(folder[(task + 1)..]) : null;
    }

    private bool IsRoot(string spelling, string process)
    {
        if (_spellings.TryGetValue(spelling, out var isRoot))
            return isRoot;
        // What somebody else says could lead to where looking hangs.
        if (FileStatus.Of(process)?.UserId != Libc.EffectiveUser())
            return false;
        return _spellings[spelling] = FolderId.Of(spelling) is { } id && id == FolderId.Of(root);
    }
}
