using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// The runners of an engine: as many as attempts ran at once, made when none is free, the last used first. Those that were free for a
/// whole while end; while none is free nothing is timed.
/// </summary>
internal sealed class RunnerPool : IDisposable
{
    private readonly HashSet<Runner> _all = [];
    private readonly List<Runner> _free = [];
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private readonly TimeSpan _keep;
    private int _fewestFree;
    private bool _timing;
    private bool _disposed;

    /// <param name="keep">How long a runner that nobody needs is kept; it may be up to twice as long.</param>
    public RunnerPool(TimeSpan keep)
    {
        _keep = keep;
        _timer = new Timer(static pool => ((RunnerPool)pool!).Trim(), this, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>A runner without a task, for an attempt on its node, bound to its processors; null if none can be started.</summary>
    /// <param name="machine">What runs share.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="error">0, or the system's error number.</param>
    public Runner? Take(LocalMachine machine, Attempt attempt, out int error)
    {
        error = 0;
        var groups = machine.Groups?.Of(attempt.Node, attempt.Memory);
        var runner = TakeFree(groups, attempt.Processors) ?? StartOne(machine, groups, out error);
        runner?.Bind(attempt.Processors);
        return runner;
    }

    // One that is bound like that is where its memory is warm.
    private Runner? TakeFree(ControlGroup? groups, IReadOnlyList<int>? processors)
    {
        lock (_lock)
        {
            var index = _free.FindLastIndex(runner => runner.IsIn(groups) && runner.IsBoundTo(processors));
            if (index < 0)
                index = _free.FindLastIndex(runner => runner.IsIn(groups));
            if (index < 0)
                return null;
            var free = _free[index];
            _free.RemoveAt(index);
            _fewestFree = Math.Min(_fewestFree, _free.Count);
            return free;
        }
    }

    private Runner? StartOne(LocalMachine machine, ControlGroup? groups, out int error)
    {
        var runner = Runner.Start(machine, groups, out error);
        if (runner is null)
            return null;
        lock (_lock)
        {
            if (!_disposed)
            {
                _all.Add(runner);
                return runner;
            }
        }

        runner.CloseInput();
        return runner;
    }

    /// <summary>Gives back a runner that has no task and no process besides its own.</summary>
    public void Return(Runner runner)
    {
        lock (_lock)
        {
            // One that is not known any more has ended.
            if (_disposed || !_all.Contains(runner))
                return;
            _free.Add(runner);
            if (_timing)
                return;
            _timing = true;
            _fewestFree = _free.Count;
            _timer.Change(_keep, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Forgets a runner that has ended.</summary>
    public void Remove(Runner runner)
    {
        lock (_lock)
        {
            _all.Remove(runner);
            if (_free.Remove(runner))
                _fewestFree = Math.Min(_fewestFree, _free.Count);
        }
    }

    /// <summary>Whether this is the process of a runner that is here now.</summary>
    public bool Has(int pid)
    {
        lock (_lock)
            return _all.Any(runner => runner.Identity.Pid == pid);
    }

    /// <summary>Ends those that are free at once, and lets the others end after their task. The watcher must have been disposed.</summary>
    public void Dispose()
    {
        List<Runner> all;
        List<Runner> free;
        lock (_lock)
        {
            _disposed = true;
            (all, free) = ([.. _all], [.. _free]);
            _all.Clear();
            _free.Clear();
        }

        _timer.Dispose();
        foreach (var runner in free)
            runner.EndNow();
        foreach (var runner in all)
            runner.CloseInput();
    }

    private void Trim()
    {
        List<Runner> unused;
        lock (_lock)
        {
            if (_disposed)
                return;
            unused = _free[.._fewestFree];
            _free.RemoveRange(0, _fewestFree);
            _fewestFree = _free.Count;
            _timing = _free.Count > 0;
            if (_timing)
                _timer.Change(_keep, Timeout.InfiniteTimeSpan);
        }

        foreach (var runner in unused)
            runner.CloseInput();
    }
}
