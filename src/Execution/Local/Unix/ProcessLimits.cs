namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// Takes from a process what the session that started the host was limited by: it has the limits that the kernel gives the first process, as far as the
/// hard limits allow, which root alone can raise; and the usual nice level, to which root alone can go back.
/// </summary>
internal static class ProcessLimits
{
    private const ulong None = ulong.MaxValue;
    private const ulong Stack = 8 * 1024 * 1024;
    private const ulong OpenFiles = 1024;

    // RLIMIT_ of getrlimit(2): cpu, fsize, data, stack, core, rss, nproc, nofile, as, locks, rttime.
    private static readonly (int Limit, ulong Soft)[] Usual =
        [(0, None), (1, None), (2, None), (3, Stack), (4, 0), (5, None), (6, None), (7, OpenFiles), (9, None), (10, None), (15, None)];

    /// <summary>Of a process that has just been started.</summary>
    public static void Reset(int pid)
    {
        foreach (var (limit, soft) in Usual)
        {
            if (Libc.ReadLimit(pid, limit) is not { } now)
                continue;
            // The hard limit of processes is not a session's alone: it keeps the machine alive.
            var hard = soft == None && limit != 6 ? None : now.Hard;
            if (!Libc.TrySetLimit(pid, limit, Math.Min(soft, hard), hard))
                _ = Libc.TrySetLimit(pid, limit, Math.Min(soft, now.Hard), now.Hard);
        }

        Libc.SetNice(pid, 0);
    }
}
