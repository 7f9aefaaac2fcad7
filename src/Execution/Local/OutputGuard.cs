using System.Buffers.Binary;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// Sees to it that no task fills the disk with its output: the kernel says when one has written, and a file that has become too large is told of. While
/// a task writes, its file is looked at once in a while; of one that is quiet nothing is known and nothing asked.
/// </summary>
internal sealed unsafe class OutputGuard : IDisposable
{
    // A disk takes some hundred MB meanwhile.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, Watch> _watches = [];
    private readonly HashSet<Watch> _paused = [];
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private readonly int _notify;
    private bool _timing;
    private bool _disposed;

    /// <param name="watcher">Owns what the kernel says it with.</param>
    public OutputGuard(ExitWatcher watcher)
    {
        _timer = new Timer(static guard => ((OutputGuard)guard!).LookAgain(), this, Timeout.Infinite, Timeout.Infinite);
        _notify = Libc.NotifyInit(Libc.O_CLOEXEC | Libc.O_NONBLOCK);
        if (_notify < 0)
            throw new IOException($"The output of tasks cannot be watched: {Libc.LastErrorText}.");
        watcher.AddPipe(_notify, Wrote);
    }

    /// <summary>Watches a file that only its writer and root can write to and that nobody can put another in the place of.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">In bytes.</param>
    /// <param name="tooLarge">Told once, on any thread; must be short.</param>
    /// <returns>Ends the watching.</returns>
    public IDisposable Add(string path, long limit, Action tooLarge)
    {
        var watch = new Watch(this, path, limit, tooLarge);
        Look(watch);
        return watch;
    }

    /// <summary>Tells nothing more. The watcher must have been disposed.</summary>
    public void Dispose()
    {
        lock (_lock)
            _disposed = true;
        _timer.Dispose();
    }

    private void Wrote()
    {
        const int EventSize = 16;
        var buffer = stackalloc byte[4096];
        while ((int)Libc.Read(_notify, buffer, 4096) is > 0 and var count)
        {
            for (var at = 0; at + EventSize <= count; at += EventSize + (int)BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(buffer + at + 12, 4)))
                Pauses(BinaryPrimitives.ReadInt32LittleEndian(new ReadOnlySpan<byte>(buffer + at, 4)));
        }
    }

    // The kernel has forgotten the file: it says so once, and is asked anew after a while.
    private void Pauses(int number)
    {
        lock (_lock)
        {
            if (_disposed || !_watches.Remove(number, out var watch))
                return;
            watch.Number = -1;
            _paused.Add(watch);
            if (_timing)
                return;
            _timing = true;
            _timer.Change(Pause, Timeout.InfiniteTimeSpan);
        }
    }

    private void LookAgain()
    {
        List<Watch> all;
        lock (_lock)
        {
            all = [.. _paused];
            _paused.Clear();
            _timing = false;
        }

        foreach (var watch in all)
            Look(watch);
    }

    // Asked first and looked at then, so that nothing is written in between unseen.
    private void Look(Watch watch)
    {
        lock (_lock)
        {
            if (_disposed || watch.IsOver)
                return;
            watch.Number = Libc.NotifyAdd(_notify, watch.Path, Libc.IN_MODIFY | Libc.IN_ONESHOT);
            if (watch.Number >= 0)
                _watches[watch.Number] = watch;
        }

        if (FileStatus.Of(watch.Path) is not { } status || status.Length <= watch.Limit)
            return;
        watch.Dispose();
        watch.TooLarge();
    }

    private void Remove(Watch watch)
    {
        lock (_lock)
        {
            watch.IsOver = true;
            _paused.Remove(watch);
            if (watch.Number >= 0 && _watches.Remove(watch.Number) && !_disposed)
                _ = Libc.NotifyRemove(_notify, watch.Number);
        }
    }

    private sealed class Watch(OutputGuard guard, string path, long limit, Action tooLarge) : IDisposable
    {
        public string Path => path;

        public long Limit => limit;

        public Action TooLarge => tooLarge;

        /// <summary>The kernel's, while it watches; else -1.</summary>
        public int Number { get; set; } = -1;

        public bool IsOver { get; set; }

        public void Dispose() => guard.Remove(this);
    }
}
