using System.Globalization;
using System.Text;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// Who runs an attempt: the boot, the process number, and the earliest time the process can have started. A number may have been
/// given to another process since; <see cref="Open"/> tells the two apart by start time and by the process's arguments, which name
/// the boot and the earliest start. A runner has one attempt at a time: the one that has no exit file.
/// </summary>
/// <param name="BootId">The kernel's name for this run of the machine.</param>
/// <param name="Pid">Of the runner; also its session and process group.</param>
/// <param name="NotBefore">In clock ticks since boot.</param>
internal sealed record ProcessIdentity(string BootId, int Pid, long NotBefore)
{
    /// <summary>The boot id of the running system.</summary>
    public static readonly string CurrentBoot = UnixFile.ReadText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>As it is written down.</summary>
    public string Line => string.Create(CultureInfo.InvariantCulture, $"{BootId} {Pid} {NotBefore}\n");

    /// <summary>Null if the text is not whole.</summary>
    public static ProcessIdentity? Parse(ReadOnlySpan<byte> text)
    {
        if (!text.EndsWith("\n"u8))
            return null;
        var words = Encoding.UTF8.GetString(text).Split(' ', StringSplitOptions.TrimEntries);
        return words.Length == 3
            && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid > 1
            && long.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var notBefore)
                ? new ProcessIdentity(words[0], pid, notBefore)
                : null;
    }

    /// <summary>The runner of a process number; null if it is none, or gone.</summary>
    /// <param name="pid">The number.</param>
    /// <param name="root">The folder of all attempts that it is to serve.</param>
    public static ProcessIdentity? Of(int pid, string root) => RunnerArguments.Read(pid) is { } arguments && arguments.BootId == CurrentBoot && arguments.IsOf(root)
        ? new ProcessIdentity(arguments.BootId, pid, arguments.NotBefore)
        : null;

    /// <summary>A file that stands for the process, to be closed; -1 if the process is gone.</summary>
    public int Open()
    {
        if (BootId != CurrentBoot)
            return -1;
        // First the file, then the questions: it goes on standing for the process that was asked about.
        var process = Libc.OpenProcess(Pid);
        if (process < 0)
            return -1;
        if (ProcessRow.Read(Pid) is { } row && row.Start >= NotBefore && (row.IsZombie || ReadArguments() is not null))
            return process;
        _ = Libc.Close(process);
        return -1;
    }

    /// <summary>
    /// What the process that has the number now was started with; null if it is not this runner. All of it has to be the same, so that not even another
    /// runner of the folder, which has got the number since, is taken for it. The name of the folder does not count, which may have changed.
    /// </summary>
    public RunnerArguments? ReadArguments() =>
        RunnerArguments.Read(Pid) is { } arguments && arguments.BootId == BootId && arguments.NotBefore == NotBefore ? arguments : null;
}
