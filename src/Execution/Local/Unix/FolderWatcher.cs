using System.Runtime.InteropServices;
using System.Text;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// Tells when files are written, or lose their names. However many are watched, it takes one inotify instance, of which a user has a hundred or so for all programs, and one
/// thread, which sleeps until the kernel says something.
/// </summary>
public sealed unsafe class FolderWatcher
{
    private const uint Written = Libc.IN_MODIFY | Libc.IN_CREATE | Libc.IN_MOVED_TO;
    private const uint Lost = Libc.IN_DELETE | Libc.IN_MOVED_FROM | Libc.IN_MOVED_TO | Libc.IN_DELETE_SELF | Libc.IN_MOVE_SELF;
    private const uint OfFolder = Libc.IN_DELETE_SELF | Libc.IN_MOVE_SELF | Libc.IN_UNMOUNT | Libc.IN_IGNORED;
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
    public IDisposable? Add(string folder, string name, Action changed) => Add(folder, [name], Written, changed);

    /// <summary>Watches whether files of a folder are deleted, moved or replaced, or the folder itself is deleted, moved or unmounted.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="names">The files' names in it.</param>
    /// <param name="lost">Told on a thread of its own; must be short. It may be told of more than that.</param>
    /// <returns>Ends the watching. Null if the folder cannot be watched.</returns>
    public IDisposable? AddLost(string folder, IReadOnlyList<string> names, Action lost) => Add(folder, names, Lost, lost);

    private Watch? Add(string folder, IReadOnlyList<string> names, uint what, Action changed)
    {
        lock (_lock)
        {
            if (_notify < 0 && !TryStart())
                return null;
            var number = Libc.NotifyAdd(_notify, folder, what | Libc.IN_ONLYDIR | Libc.IN_MASK_ADD);
            if (number < 0)
                return null;
            var watch = new Watch(this, number, [.. names.Select(Encoding.UTF8.GetBytes)], changed);
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
        new Thread(Run) { IsBackground = true, Name = "watched folders" }.Start();
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
            else if (_watches.TryGetValue(number, out var watches))
            {
                foreach (var watch in watches)
                {
                    if ((mask & OfFolder) != 0 || watch.IsOf(name))
                        told.Add(watch.Changed);
                }
            }

            if ((mask & Libc.IN_IGNORED) != 0)
                _watches.Remove(number);
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

    private sealed class Watch(FolderWatcher watcher, int number, byte[][] names, Action changed) : IDisposable
    {
        public int Number => number;

        public Action Changed => changed;

        public bool IsOf(ReadOnlySpan<byte> name)
        {
            foreach (var own in names)
            {
                if (name.SequenceEqual(own))
                    return true;
            }

            return false;
        }

        public void Dispose() => watcher.Remove(this);
    }
}
