namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// Kills the processes of an attempt and says when they are gone: freezes the tree, kills what is in it, and when that has gone looks
/// through the tree once more. Bounded in rounds and in time: what is left then is named.
/// </summary>
internal sealed class KillWave : IDisposable
{
    // A killed process is gone within milliseconds unless it hangs in the kernel; waiting longer keeps a stop of a job waiting.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // A second one is rare: it takes a fork that was under way while its parent was being stopped.
    private const int MaxWaves = 10;

    private readonly ProcessTree _tree;
    private readonly ExitWatcher _watcher;
    private readonly Action<IReadOnlyList<int>> _done;
    private readonly Timer _deadline;
    private readonly Lock _lock = new();
    private readonly HashSet<(int Pid, long Start)> _alive = [];
    private int _waves;
    private bool _over;

    private KillWave(ProcessTree tree, ExitWatcher watcher, Action<IReadOnlyList<int>> done)
    {
        _tree = tree;
        _watcher = watcher;
        _done = done;
        _deadline = new Timer(_ => End());
    }

    /// <summary>Begins; <paramref name="done"/> is told once, on any thread, perhaps before this returns, with the survivors.</summary>
    public static void Begin(ProcessTree tree, ExitWatcher watcher, Action<IReadOnlyList<int>> done)
    {
        var wave = new KillWave(tree, watcher, done);
        wave._deadline.Change(Patience, Timeout.InfiniteTimeSpan);
        wave.Next();
    }

    private void Next()
    {
        var last = ++_waves > MaxWaves;
        var found = FrozenTree.Freeze(_tree);
        lock (_lock)
            _alive.UnionWith(found.Select(member => (member.Row.Pid, member.Row.Start)));
        // The wrapper first: it must not write the exit code of a command that is killed here.
        foreach (var member in found.OrderByDescending(member => member.Row.Pid == _tree.WrapperPid))
            _ = Libc.SignalProcess(member.Process, Libc.SIGKILL);
        _tree.KillControlGroup();
        foreach (var member in found)
            _watcher.Add(member.Process, () => Gone(member.Row));
        if (found.Count == 0 || last)
            End();
    }

    private void Gone(ProcessRow row)
    {
        lock (_lock)
        {
            if (!_alive.Remove((row.Pid, row.Start)) || _alive.Count > 0 || _over)
                return;
        }

        // Not on the thread that tells of exits: looking through all processes takes a while.
        ThreadPool.UnsafeQueueUserWorkItem(static wave => wave.Next(), this, preferLocal: false);
    }

    private void End()
    {
        int[] survivors;
        lock (_lock)
        {
            if (_over)
                return;
            _over = true;
            survivors = [.. _alive.Select(member => member.Pid).Order()];
        }

        Dispose();
        _done(survivors);
    }

    public void Dispose() => _deadline.Dispose();
}
