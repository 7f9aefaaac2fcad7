using System.Runtime.InteropServices;
using System.Text;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// Tells when files are written. However many are watched, it takes one inotify instance, of which a user has a hundred or so for all programs, and one
/// thread, which sleeps until the kernel says something.
/// </summary>
public sealed unsafe class FolderWatcher
{
    private const uint What = Libc.IN_MODIFY | Libc.IN_CREATE | Libc.IN_MOVED_TO | Libc.IN_ONLYDIR;
    private const int HeadSize = 16;
    private const int BufferSize = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, List<Watch>> _watches = [];
    private int _notify = -1;

    /// <summary>The one of this process.</summary>
    public static FolderWatcher Shared { get; } = new();

    /// <summary>Watches a file of a folder, whether it is there yet or not, with the rights that the calling thread has.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="name">The file's name in it.</param>
    /// <param name="changed">Told on a thread of its own; must be short.</param>
    /// <returns>Ends the watching. Null if the folder cannot be watched.</returns>
    public IDisposable? Add(string folder, string name, Action changed)
    {
        lock (_lock)
        {
            if (_notify < 0 && !TryStart())
                return null;
            var number = Libc.NotifyAdd(_notify, folder, What);
            if (number < 0)
                return null;
            var watch = new Watch(this, number, Encoding.UTF8.GetBytes(name), changed);
            ref var watches = ref CollectionsMarshal.GetValueRefOrAddDefault(_watches, number, out _);
            (watches ??= []).Add(watch);
            return watch;
        }
    }

    private bool TryStart()
    {
        _notify = Libc.NotifyInit(Libc.O_CLOEXEC);
        if (_notify < 0)
            return false;
        new Thread(Run) { IsBackground = true, Name = "output of tasks" }.Start();
        return true;
    }

    private void Run()
    {
        var buffer = (byte*)NativeMemory.Alloc(BufferSize);
        while (true)
        {
            var count = (int)Libc.Read(_notify, buffer, BufferSize);
            if (count <= 0 && Libc.LastError != Libc.EINTR)
                return;
            // struct inotify_event: watch, mask, cookie, length of the name, the name with zeros behind it.
            for (var at = 0; at + HeadSize <= count;)
            {
                var head = (uint*)(buffer + at);
                var name = new ReadOnlySpan<byte>(buffer + at + HeadSize, (int)head[3]).TrimEnd((byte)0);
                Tell((int)head[0], head[1], name);
                at += HeadSize + (int)head[3];
            }
        }
    }

    private void Tell(int number, uint mask, ReadOnlySpan<byte> name)
    {
        List<Action> told = [];
        lock (_lock)
        {
            // What was lost may have been about any of them.
            if ((mask & Libc.IN_Q_OVERFLOW) != 0)
                told.AddRange(_watches.Values.SelectMany(watches => watches).Select(watch => watch.Changed));
            else if ((mask & Libc.IN_IGNORED) != 0)
                _watches.Remove(number);
            else if (_watches.TryGetValue(number, out var watches))
            {
                foreach (var watch in watches)
                {
                    if (name.SequenceEqual(watch.Name))
                        told.Add(watch.Changed);
                }
            }
        }

        foreach (var changed in told)
            changed();
    }

    private void Remove(Watch watch)
    {
        lock (_lock)
        {
            if (!_watches.TryGetValue(watch.Number, out var watches) || !watches.Remove(watch) || watches.Count > 0)
                return;
            _watches.Remove(watch.Number);
            _ = Libc.NotifyRemove(_notify, watch.Number);
        }
    }

    private sealed class Watch(FolderWatcher watcher, int number, byte[] name, Action changed) : IDisposable
    {
        public int Number => number;

        public byte[] Name => name;

        public Action Changed => changed;

        public void Dispose() => watcher.Remove(this);
    }
}
