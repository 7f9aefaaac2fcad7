using System.Globalization;
using System.Text;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// Who runs an attempt: the boot, the process number, and the earliest time the process can have started. A number may have been
/// given to another process since; <see cref="Open"/> tells the two apart by start time and by the attempt folder among the
/// process's arguments, which nobody else has.
/// </summary>
/// <param name="BootId">The kernel's name for this run of the machine.</param>
/// <param name="Pid">Of the wrapper; also its session and process group.</param>
/// <param name="NotBefore">In clock ticks since boot.</param>
internal sealed record ProcessIdentity(string BootId, int Pid, long NotBefore)
{
    /// <summary>The boot id of the running system.</summary>
    public static readonly string CurrentBoot = UnixFile.ReadText("/proc/sys/kernel/random/boot_id").Trim();

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

    /// <summary>A file that stands for the process, to be closed; -1 if the process is gone.</summary>
    public int Open(string attemptFolder)
    {
        if (BootId != CurrentBoot)
            return -1;
        // First the file, then the questions: it goes on standing for the process that was asked about.
        var process = Libc.OpenProcess(Pid);
        if (process < 0)
            return -1;
        if (ProcessRow.Read(Pid) is { } row && row.Start >= NotBefore && (row.IsZombie || IsWrapperOf(Pid, attemptFolder)))
            return process;
        _ = Libc.Close(process);
        return -1;
    }

    /// <summary>Whether a process is the wrapper of the attempt in this folder.</summary>
    public static bool IsWrapperOf(int pid, string attemptFolder)
    {
        var buffer = new byte[4096];
        return UnixFile.ReadAll($"/proc/{pid}/cmdline", ref buffer)
            .IndexOf(Encoding.UTF8.GetBytes($"\0{Wrapper.Name}\0{attemptFolder}\0")) >= 0;
    }
}
