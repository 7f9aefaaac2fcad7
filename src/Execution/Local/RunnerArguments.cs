using System.Globalization;
using System.Text;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>What a runner was started with, as everybody can read it while it lives.</summary>
/// <param name="Root">The folder of all attempts, as the host that started it spelled it.</param>
/// <param name="BootId">The kernel's name for this run of the machine.</param>
/// <param name="NotBefore">The earliest time it can have started, in clock ticks since boot.</param>
/// <param name="ControlGroup">Its control group; null if it has none.</param>
/// <param name="Folder">The folder of all attempts; null for a runner of a build that did not say it.</param>
internal sealed record RunnerArguments(string Root, string BootId, long NotBefore, string? ControlGroup, FolderId? Folder)
{
    // What stands before them: the shell, -c, the text, the name.
    private const int NameAt = 3;
    private const int GroupAt = 7;

    /// <summary>Null if the process is no runner, or gone.</summary>
    public static RunnerArguments? Read(int pid)
    {
        var buffer = new byte[8192];
        var words = Encoding.UTF8.GetString(UnixFile.ReadAll($"/proc/{pid}/cmdline", ref buffer)).Split('\0');
        return words.Length > GroupAt && words[NameAt] == RunnerShell.Name
            && long.TryParse(words[NameAt + 3], NumberStyles.None, CultureInfo.InvariantCulture, out var notBefore)
                ? new RunnerArguments(
                    words[NameAt + 1],
                    words[NameAt + 2],
                    notBefore,
                    Unix.ControlGroup.IsOfHost(words[GroupAt]) ? words[GroupAt] : null,
                    words.Length > GroupAt + 1 ? FolderId.Parse(words[GroupAt + 1]) : null)
                : null;
    }

    /// <summary>
    /// Whether it runs attempts of this folder, by whatever name the folder goes. One that did not say which folder it serves is taken for one of this
    /// folder's unless the name that it goes by is another's: nothing may be lost that still runs.
    /// </summary>
    /// <param name="root">The folder of all attempts.</param>
    public bool IsOf(string root)
    {
        if (Root == root)
            return true;
        var id = FolderId.Of(root);
        return Folder is not null ? Folder == id : FolderId.Of(Root) is not { } named || named == id;
    }
}
