using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// Tells when a process has ended, its own child or not, and when a runner has said something, without asking again and again: one
/// thread sleeps until the kernel says so of any of the files it was given. What it tells runs on that thread and must be short.
/// </summary>
internal sealed unsafe class ExitWatcher : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int Batch = 64;
    private const ulong WakeToken = 0;

    // The kernel packs the record on x64 and nowhere else.
    private static readonly int DataAt = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int RecordSize = DataAt + 8;

    private readonly ConcurrentDictionary<ulong, Watched> _watched = new();
    private readonly Thread _thread;
    private readonly int _epoll;
    private readonly int _wake;
    private readonly Lock _lock = new();
    private ulong _lastToken = WakeToken;
    private bool _disposed;

    public ExitWatcher()
    {
        _epoll = Libc.EpollCreate(Libc.O_CLOEXEC);
        _wake = Libc.EventFd(0, Libc.O_CLOEXEC);
        if (_epoll < 0 || _wake < 0)
            throw new IOException($"The end of processes cannot be watched: {Libc.LastErrorText}.");
        Register(_wake, WakeToken, Libc.EPOLLIN);
        _thread = new Thread(Run) { IsBackground = true, Name = "process exits" };
        _thread.Start();
    }

    /// <summary>Watches the process behind a file and owns the file from now on; tells once.</summary>
    public void Add(int process, Action ended) => Add(new Watched(process, ended, Once: true));

    /// <summary>Watches a pipe and owns it from now on; tells whenever there is something to read or it is at its end.</summary>
    /// <returns>What <see cref="RemovePipe"/> wants to know.</returns>
    public ulong AddPipe(int pipe, Action readable) => Add(new Watched(pipe, readable, Once: false));

    /// <summary>Closes a pipe. To be called on the thread that tells, so that it is not being told of.</summary>
    public void RemovePipe(ulong pipe)
    {
        if (_watched.TryRemove(pipe, out var watched))
            _ = Libc.Close(watched.File);
    }

    /// <summary>Whether it tells nothing any more.</summary>
    public bool IsDisposed
    {
        get
        {
            lock (_lock)
                return _disposed;
        }
    }

    /// <summary>Stops telling. What is being told ends first, unless it is what disposes.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        var one = 1UL;
        _ = Libc.Write(_wake, (byte*)&one, sizeof(ulong));
        if (Thread.CurrentThread != _thread)
            _thread.Join(Patience);
    }

    private ulong Add(Watched watched)
    {
        lock (_lock)
        {
            if (_disposed)
            {
                _ = Libc.Close(watched.File);
                return WakeToken;
            }

            var token = ++_lastToken;
            _watched[token] = watched;
            return Register(watched.File, token, watched.Once ? Libc.EPOLLIN | Libc.EPOLLONESHOT : Libc.EPOLLIN)
                ? token
                : throw new IOException($"The end of a process cannot be watched: {Libc.LastErrorText}.");
        }
    }

    private bool Register(int fd, ulong token, uint what)
    {
        var entry = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(new Span<byte>(entry, 4), what);
        BinaryPrimitives.WriteUInt64LittleEndian(new Span<byte>(entry + DataAt, 8), token);
        return Libc.EpollControl(_epoll, Libc.EPOLL_CTL_ADD, fd, entry) == 0;
    }

    private void Run()
    {
        var entries = stackalloc byte[16 * Batch];
        for (var go = true; go;)
        {
            var count = Libc.EpollWait(_epoll, entries, Batch, -1);
            for (var i = 0; i < count && go; i++)
            {
                var token = BinaryPrimitives.ReadUInt64LittleEndian(new ReadOnlySpan<byte>(entries + i * RecordSize + DataAt, 8));
                if (token == WakeToken)
                    go = false;
                else if (_watched.TryGetValue(token, out var watched))
                    Tell(token, watched);
            }
        }

        foreach (var watched in _watched.Values)
            _ = Libc.Close(watched.File);
        _ = Libc.Close(_wake);
        _ = Libc.Close(_epoll);
    }

    private void Tell(ulong token, Watched watched)
    {
        watched.Happened();
        // Closed only now: the one who was told may still have asked for the exit status through it.
        if (watched.Once && _watched.TryRemove(token, out _))
            _ = Libc.Close(watched.File);
    }

    private sealed record Watched(int File, Action Happened, bool Once);
}
