namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// Kills the processes of an attempt and says when they are gone: freezes the tree, kills what is in it, and when that has gone looks
/// through the tree once more. Bounded in rounds and in time: what is left then is named, and watched until it is gone.
/// </summary>
internal sealed class KillWave : IDisposable
{
    // A killed process is gone within milliseconds unless it hangs in the kernel; waiting longer keeps a stop of a job waiting.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // A second one is rare: it takes a fork that was under way while its parent was being stopped.
    private const int MaxWaves = 10;

    // Of all engines of this process: a process that is held still and not killed would be so for ever.
    private static readonly ManualResetEventSlim NobodyHolds = new(true);
    private static readonly Lock Holders = new();
    private static int _holders;

    private readonly ProcessTree _tree;
    private readonly ExitWatcher _watcher;
    private readonly Action<IReadOnlyList<int>> _done;
    private readonly Action _gone;
    private readonly Timer _deadline;
    private readonly Lock _lock = new();
    private readonly HashSet<(int Pid, long Start)> _alive = [];
    private int _waves;
    private bool _isLooking = true;
    private bool _isEmpty;
    private bool _over;
    private bool _told;

    private KillWave(ProcessTree tree, ExitWatcher watcher, Action<IReadOnlyList<int>> done, Action gone)
    {
        _tree = tree;
        _watcher = watcher;
        _done = done;
        _gone = gone;
        _deadline = new Timer(_ => End());
    }

    /// <summary>
    /// Begins; <paramref name="done"/> is told once, on any thread, perhaps before this returns, with the survivors. If there are any,
    /// <paramref name="gone"/> is told afterwards, when no process of the tree is left.
    /// </summary>
    public static void Begin(ProcessTree tree, ExitWatcher watcher, Action<IReadOnlyList<int>> done, Action gone)
    {
        var wave = new KillWave(tree, watcher, done, gone);
        wave._deadline.Change(Patience, Timeout.InfiniteTimeSpan);
        wave.Next();
    }

    /// <summary>
    /// Kills what is left of a tree once more and says what that is. If it is anything, <paramref name="gone"/> is told when no process of the tree
    /// is left.
    /// </summary>
    public static IReadOnlyList<int> Watch(ProcessTree tree, ExitWatcher watcher, Action gone)
    {
        var wave = new KillWave(tree, watcher, _ => { }, gone) { _over = true };
        wave.Dispose();
        wave.Next();
        int[] left;
        lock (wave._lock)
            left = wave.Survivors();
        if (left.Length > 0)
            wave.Told();
        return left;
    }

    /// <summary>Waits until no wave holds processes still, at most for a time. The watcher must have been disposed, so that no further one begins.</summary>
    public static void LetFinish(TimeSpan atMost) => NobodyHolds.Wait(atMost);

    private static void Hold(int more)
    {
        lock (Holders)
        {
            _holders += more;
            if (_holders == 0)
                NobodyHolds.Set();
            else
                NobodyHolds.Reset();
        }
    }

    private void Next()
    {
        Hold(1);
        try
        {
            // Whoever comes next kills what is left; it finds it running, and nothing said of its end.
            if (_watcher.IsDisposed)
                Dispose();
            else
                FreezeAndKill();
        }
        finally
        {
            Hold(-1);
        }
    }

    private void FreezeAndKill()
    {
        var last = ++_waves > MaxWaves;
        var found = FrozenTree.Freeze(_tree);
        bool isKnown;
        lock (_lock)
        {
            _isLooking = false;
            _alive.UnionWith(found.Select(member => (member.Row.Pid, member.Row.Start)));
            isKnown = _over;
            // The runner first: it must not write the exit code of a command that is killed here.
            foreach (var member in found.OrderByDescending(member => member.Row.Pid == _tree.RunnerPid))
                _ = Libc.SignalProcess(member.Process, Libc.SIGKILL);
            // Once the end has been told, the group may be another attempt's.
            if (!_over)
                _tree.KillControlGroup();
        }

        foreach (var member in found)
            _watcher.Add(member.Process, () => Gone(member.Row));
        if (found.Count > 0 && (!last || isKnown))
            return;
        if (!isKnown)
            End();
        else if (MayTellGone())
            _gone();
    }

    // Not before the survivors have been told of.
    private bool MayTellGone()
    {
        lock (_lock)
        {
            _isEmpty = true;
            return _told;
        }
    }

    private void Gone(ProcessRow row)
    {
        lock (_lock)
        {
            if (!_alive.Remove((row.Pid, row.Start)) || _alive.Count > 0 || _over != _told)
                return;
            _isLooking = true;
        }

        LookAgain();
    }

    // Not on the thread that tells of exits: looking through all processes takes a while.
    private void LookAgain() => ThreadPool.UnsafeQueueUserWorkItem(static wave => wave.Next(), this, preferLocal: false);

    private void End()
    {
        int[] survivors;
        lock (_lock)
        {
            if (_over)
                return;
            _over = true;
            survivors = Survivors();
        }

        Dispose();
        _done(survivors);
        if (survivors.Length > 0)
            Told();
    }

    // Those that have gone while they were told of are not waited for any more.
    private void Told()
    {
        bool isEmpty;
        lock (_lock)
        {
            _told = true;
            isEmpty = _isEmpty;
            if (!isEmpty && (_alive.Count > 0 || _isLooking))
                return;
            _isLooking = true;
        }

        if (isEmpty)
            _gone();
        else
            LookAgain();
    }

    // If the first look does not come back, nothing is known but that there was a runner.
    private int[] Survivors() => _alive.Count == 0 && _isLooking && _tree.RunnerPid > 0
        ? [_tree.RunnerPid]
        : [.. _alive.Select(member => member.Pid).Order()];

    public void Dispose() => _deadline.Dispose();
}
