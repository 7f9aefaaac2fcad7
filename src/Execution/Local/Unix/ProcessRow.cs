using System.Buffers.Text;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>What /proc says of one process: of whom it descends and when it started, in clock ticks since boot.</summary>
internal readonly record struct ProcessRow(int Pid, bool IsZombie, int Parent, int Group, int Session, long Start)
{
    private const int TicksPerSecond = 100;
    private const int ThreadsField = 17;
    private const int StartField = 19;

    /// <summary>The present time as <see cref="Start"/> counts.</summary>
    public static unsafe long Now()
    {
        var time = stackalloc long[2];
        _ = Libc.ClockGetTime(Libc.CLOCK_BOOTTIME, time);
        return time[0] * TicksPerSecond + time[1] / (1_000_000_000 / TicksPerSecond);
    }

    /// <summary>When a process started, by the clock on the wall.</summary>
    public DateTimeOffset StartTime => DateTimeOffset.UtcNow - TimeSpan.FromSeconds((Now() - Start) / (double)TicksPerSecond);

    /// <summary>Null if there is no such process.</summary>
    public static ProcessRow? Read(int pid)
    {
        var buffer = new byte[512];
        return Read(pid, ref buffer);
    }

    /// <summary>Whether a process has been stopped by a signal.</summary>
    public static bool IsStopped(int pid)
    {
        var buffer = new byte[512];
        var text = UnixFile.ReadAll($"/proc/{pid}/stat", ref buffer);
        var nameEnd = text.LastIndexOf(") "u8);
        return nameEnd >= 0 && text[(nameEnd + 2)..].StartsWith("T"u8);
    }

    /// <summary>As <see cref="Read(int)"/>, into a buffer that many reads share.</summary>
    public static ProcessRow? Read(int pid, ref byte[] buffer)
    {
        var text = UnixFile.ReadAll($"/proc/{pid}/stat", ref buffer);
        // The name stands in brackets and may hold anything, brackets too.
        var nameEnd = text.LastIndexOf(") "u8);
        if (nameEnd < 0)
            return null;
        text = text[(nameEnd + 2)..];
        Span<long> fields = stackalloc long[StartField + 1];
        var state = text[0];
        for (var field = 0; field <= StartField; field++)
        {
            if (field > 0 && !Utf8Parser.TryParse(text, out fields[field], out _))
                return null;
            text = text[(text.IndexOf((byte)' ') + 1)..];
        }

        // A process whose first thread has ended looks like a zombie while its other threads run.
        var zombie = state is (byte)'Z' or (byte)'X' && fields[ThreadsField] <= 1;
        return new ProcessRow(pid, zombie, (int)fields[1], (int)fields[2], (int)fields[3], fields[StartField]);
    }
}
