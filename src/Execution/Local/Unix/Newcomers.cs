using System.Buffers.Text;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// Says whether an attempt has a process that came to be since a moment ago, without looking through all processes: the kernel gives
/// numbers in order, so only those given since then are asked for. One that has left the session is known by its environment.
/// </summary>
/// <param name="marks">Reads to which attempt a process belongs.</param>
internal sealed unsafe class Newcomers(AttemptMarks marks) : IDisposable
{
    // Asking of more costs more than a new runner.
    private const int Most = 4096;

    private readonly int _load = Libc.Open("/proc/loadavg", Libc.O_CLOEXEC, 0);
    private int _before;

    /// <summary>Begins: only processes that start from now on count.</summary>
    public void Begin() => _before = LastGiven();

    /// <summary>Whether it is certain that none that came to be since then is in this session, or belongs to this attempt.</summary>
    /// <param name="session">The session.</param>
    /// <param name="name">Of the attempt's folder, below that of all attempts.</param>
    public bool NoneOf(int session, string name)
    {
        var last = LastGiven();
        // The numbers have begun again, or are too many.
        if (_before <= 0 || last < _before || last - _before > Most)
            return false;
        for (var pid = _before + 1; pid <= last; pid++)
        {
            var found = pid == session ? -1 : Libc.SessionOf(pid);
            if (found == session || (found >= 0 && marks.NameOf(pid) == name))
                return false;
        }

        return true;
    }

    public void Dispose() => _ = Libc.Close(_load);

    /// <summary>The number of the newest process: the last word of the load file. 0 if it cannot be read.</summary>
    private int LastGiven()
    {
        var text = stackalloc byte[128];
        var count = (int)Libc.ReadAt(_load, text, 128, 0);
        var line = new ReadOnlySpan<byte>(text, Math.Max(count, 0)).TrimEnd((byte)'\n');
        return Utf8Parser.TryParse(line[(line.LastIndexOf((byte)' ') + 1)..], out int pid, out _) ? pid : 0;
    }
}
