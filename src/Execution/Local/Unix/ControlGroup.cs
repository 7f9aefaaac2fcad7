using System.Buffers.Text;
using System.Text;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// Control groups (version 2) below the host's own, one per runner, in which no process can hide. They
/// are kept and used again, for making and removing one costs as much as starting a program. Where none can be made there are none:
/// sessions and the environment then have to do.
/// </summary>
internal sealed class ControlGroup : IDisposable
{
    private const string Prefix = "hpcscheduler-";
    private const uint OwnerWrites = 0x1ED;

    private static int _s_lastNumber;
    private readonly string _folder;
    private readonly ControlGroupLimits.Controllers _controllers;
    private readonly Stack<Slot> _free = new();
    private readonly Lock _lock = new();
    private int _slots;
    private bool _disposed;

    private ControlGroup(string folder, ControlGroupLimits.Controllers controllers)
    {
        _folder = folder;
        _controllers = controllers;
    }

    /// <summary>Whether the memory of its runners can be limited.</summary>
    public bool CanLimitMemory => _controllers.HasFlag(ControlGroupLimits.Controllers.Memory);

    /// <summary>Null where the host may not make control groups.</summary>
    public static ControlGroup? TryCreate()
    {
        if (OwnFolder() is not { } host || !File.Exists(Path.Combine(host, "cgroup.procs")))
            return null;
        var own = Delegated(host);
        RemoveOfDeadHosts(own);
        // A host that had this one's number may have left what still holds processes.
        string folder;
        int error;
        do
        {
            folder = Path.Combine(own, $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref _s_lastNumber)}");
            error = Libc.MakeFolder(folder, OwnerWrites) == 0 ? 0 : Libc.LastError;
        }
        while (error == Libc.EEXIST);
        if (error != 0)
            return null;
        // A process may only be moved by one who may write where it comes from.
        var usable = File.Exists(Path.Combine(folder, "cgroup.kill")) && MayWrite(Path.Combine(own, "cgroup.procs"));
        if (usable)
            return new ControlGroup(folder, ControlGroupLimits.Pass(own) & ControlGroupLimits.Pass(folder));
        _ = Libc.RemoveFolder(folder);
        return null;
    }

    /// <summary>Limits the memory of all its runners together. False if the system refuses it.</summary>
    /// <param name="megabytes">The limit.</param>
    public bool TryLimitMemory(int megabytes) => CanLimitMemory && ControlGroupLimits.SetMemory(_folder, megabytes);

    /// <summary>A free group; null if none can be made.</summary>
    public Slot? Take()
    {
        string folder;
        lock (_lock)
        {
            if (_free.TryPop(out var free))
                return free;
            folder = Path.Combine(_folder, (++_slots).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return Libc.MakeFolder(folder, OwnerWrites) == 0 ? new Slot(folder, _controllers) : null;
    }

    /// <summary>Gives a group back. One that still holds a process is not used again.</summary>
    public void Return(Slot slot)
    {
        var isAsNew = slot.TrySetProcessors(null);
        lock (_lock)
        {
            if (!_disposed && isAsNew && !slot.IsPopulated && slot.HasNothingBelow)
            {
                _free.Push(slot);
                return;
            }
        }

        slot.Dispose();
    }

    /// <summary>Removes the groups that hold no process.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            while (_free.TryPop(out var slot))
                slot.Dispose();
        }

        _ = Libc.RemoveFolder(_folder);
    }

    /// <summary>The processes in a group and in all that were made below it.</summary>
    public static IReadOnlyList<int> Members(string folder)
    {
        var buffer = new byte[4096];
        var pids = new List<int>();
        foreach (var group in Below(folder).Prepend(folder))
        {
            var text = UnixFile.ReadAll(Path.Combine(group, "cgroup.procs"), ref buffer);
            while (Utf8Parser.TryParse(text, out int pid, out var length))
            {
                pids.Add(pid);
                text = text[Math.Min(length + 1, text.Length)..];
            }
        }

        return pids;
    }

    /// <summary>Removes the group an earlier host made for an attempt, and the earlier host's own if that was the last.</summary>
    public static void Remove(string folder)
    {
        if (IsOfHost(folder) && RemoveWithThoseBelow(folder))
            _ = Libc.RemoveFolder(Path.GetDirectoryName(folder)!);
    }

    /// <summary>Whether a host has made a folder for one of its runners. Whatever is in any other must not be taken for an attempt's.</summary>
    public static bool IsOfHost(string folder) =>
        Path.GetDirectoryName(folder) is { } parent && Path.GetFileName(parent).StartsWith(Prefix, StringComparison.Ordinal)
        && Path.GetFileName(folder) is { Length: > 0 } name && name.All(char.IsAsciiDigit);

    /// <summary>Whether a process runs in the group an earlier host made.</summary>
    public static bool IsPopulated(string? folder) =>
        folder is not null && UnixFile.ReadText(Path.Combine(folder, "cgroup.events")).Contains("populated 1", StringComparison.Ordinal);

    // The lowest last. What goes away meanwhile is passed over.
    private static IEnumerable<string> Below(string folder) => FolderEntries.Names(folder, onlyFolders: true)
        .Select(name => Path.Combine(folder, name))
        .SelectMany(group => Below(group).Prepend(group));

    private static bool RemoveWithThoseBelow(string folder)
    {
        if (Libc.RemoveFolder(folder) == 0)
            return true;
        foreach (var group in Below(folder).OrderByDescending(group => group.Length))
            _ = Libc.RemoveFolder(group);
        return Libc.RemoveFolder(folder) == 0;
    }

    // Other hosts that start remove them at the same time.
    internal static void RemoveOfDeadHosts(string own)
    {
        foreach (var name in FolderEntries.Names(own, onlyFolders: true))
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal) || Directory.Exists($"/proc/{name[Prefix.Length..].Split('-')[0]}"))
                continue;
            var folder = Path.Combine(own, name);
            foreach (var slot in FolderEntries.Names(folder, onlyFolders: true))
                _ = Libc.RemoveFolder(Path.Combine(folder, slot));
            _ = Libc.RemoveFolder(folder);
        }
    }

    private static bool MayWrite(string path)
    {
        var fd = Libc.Open(path, Libc.O_WRONLY | Libc.O_CLOEXEC, 0);
        if (fd < 0)
            return false;
        _ = Libc.Close(fd);
        return true;
    }

    /// <summary>
    /// The group below which the host's are made. One that holds processes cannot limit those below it, so a service that is to be limited runs
    /// in a group below the one that was delegated to it (DelegateSubgroup of systemd); else it is the host's own.
    /// </summary>
    private static string Delegated(string host) =>
        Path.GetDirectoryName(host) is { } above && UnixFile.HasMark(above, "user.delegate")
        && UnixFile.ReadText(Path.Combine(above, "cgroup.procs")).Length == 0 && MayWrite(Path.Combine(above, "cgroup.procs"))
            ? above
            : host;

    private static string? OwnFolder()
    {
        var mount = UnixFile.ReadText("/proc/self/mountinfo").Split('\n')
            .Select(line => line.Split(' '))
            .FirstOrDefault(words => Array.IndexOf(words, "-") is var dash and > 4 && words[dash + 1] == "cgroup2");
        var own = UnixFile.ReadText("/proc/self/cgroup").Split('\n').FirstOrDefault(line => line.StartsWith("0::/", StringComparison.Ordinal));
        if (mount is null || own is null)
            return null;
        var root = mount[3] == "/" ? "" : mount[3];
        var path = own[3..];
        if (root.Length > 0 && path.StartsWith(root, StringComparison.Ordinal))
            path = path[root.Length..];
        return path.Contains("/..", StringComparison.Ordinal) ? null : mount[4] + path.TrimEnd('/');
    }

    /// <summary>The control group of one runner at a time.</summary>
    internal sealed class Slot(string folder, ControlGroupLimits.Controllers controllers) : IDisposable
    {
        private static readonly byte[] Populated = Encoding.ASCII.GetBytes("populated 1");
        private static readonly byte[] NothingBelow = Encoding.ASCII.GetBytes("nr_descendants 0\n");
        private readonly int _processes = Libc.Open(Path.Combine(folder, "cgroup.procs"), Libc.O_CLOEXEC, 0);
        private readonly int _statistics = Libc.Open(Path.Combine(folder, "cgroup.stat"), Libc.O_CLOEXEC, 0);
        private readonly int _events = Libc.Open(Path.Combine(folder, "cgroup.events"), Libc.O_CLOEXEC, 0);

        private readonly int _memoryEvents = controllers.HasFlag(ControlGroupLimits.Controllers.Memory) ? ControlGroupLimits.OpenEvents(folder) : -1;
        private bool _isBound;

        public string Folder => folder;

        /// <summary>How many of its processes have been killed because there was no memory left.</summary>
        public long OutOfMemoryKills => ControlGroupLimits.OutOfMemoryKills(_memoryEvents);

        /// <summary>
        /// Keeps its processes on these processors, where the system lets us; null for all. False if it is still kept on those of before.
        /// </summary>
        public bool TrySetProcessors(IReadOnlyList<int>? processors)
        {
            if (!controllers.HasFlag(ControlGroupLimits.Controllers.Processors) || (processors is null && !_isBound))
                return true;
            var isSet = ControlGroupLimits.SetProcessors(folder, processors);
            if (isSet)
                _isBound = processors is not null;
            return isSet || !_isBound;
        }

        /// <summary>Whether a process runs in it.</summary>
        public unsafe bool IsPopulated
        {
            get
            {
                var text = stackalloc byte[64];
                var count = (int)Libc.ReadAt(_events, text, 64, 0);
                return count > 0 && new ReadOnlySpan<byte>(text, count).IndexOf(Populated) >= 0;
            }
        }

        /// <summary>Whether this process runs in it and no other, nor any in a group that a task has made below it.</summary>
        public unsafe bool HoldsOnly(int pid)
        {
            var text = stackalloc byte[64];
            var count = (int)Libc.ReadAt(_processes, text, 64, 0);
            var line = new ReadOnlySpan<byte>(text, Math.Max(count, 0));
            if (!Utf8Parser.TryParse(line, out int only, out var length) || only != pid || line.Length != length + 1)
                return false;
            return HasNothingBelow;
        }

        /// <summary>Whether no group has been made below it.</summary>
        public unsafe bool HasNothingBelow
        {
            get
            {
                var text = stackalloc byte[64];
                var count = (int)Libc.ReadAt(_statistics, text, 64, 0);
                return new ReadOnlySpan<byte>(text, Math.Max(count, 0)).StartsWith(NothingBelow);
            }
        }

        public void Dispose()
        {
            _ = Libc.Close(_processes);
            _ = Libc.Close(_statistics);
            _ = Libc.Close(_events);
            if (_memoryEvents >= 0)
                _ = Libc.Close(_memoryEvents);
            _ = RemoveWithThoseBelow(folder);
        }
    }
}
