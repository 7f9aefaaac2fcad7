using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// Bounds the wait for the engine's word that a task runs. An engine says it within moments, or why not; one that says nothing hangs. What is
/// Dispatching at two looks is killed, and given up if the engine does not answer that either. Looked is only while something is Dispatching, and the
/// clock on the wall is not asked how long that was.
/// </summary>
internal sealed class StartWatch
{
    /// <summary>The time between two looks. A machine under heavy load has started its tasks by then.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private HashSet<AttemptKey> _seen = [];
    private DateTimeOffset? _next;

    /// <summary>When it is time to look; null while nothing is Dispatching.</summary>
    public DateTimeOffset? Due(Turn turn) => turn.Ledger.Totals.DispatchingTasks > 0 ? _next : null;

    /// <summary>Takes note that something is Dispatching.</summary>
    public void Begin(Turn turn)
    {
        // A time that has passed was of tasks that have come to run.
        if (_next is null || _next < turn.Now)
            _next = turn.Now + Patience;
    }

    /// <summary>Looks, if it is time to.</summary>
    public void Pass(Turn turn)
    {
        if (_next is null || _next > turn.Now)
            return;
        _next = null;
        var seen = new HashSet<AttemptKey>();
        foreach (var job in turn.Ledger.Running.Select(key => turn.Ledger.Find(key.JobId)!).ToList())
        {
            foreach (var task in job.Active.Values.Where(task => task is { State: TaskState.Dispatching, StopPhase: not StopPhase.Kill }).ToList())
            {
                var key = new AttemptKey(task.Key, task.Instance);
                if (_seen.Contains(key))
                    Kill(turn, task, key);
                else
                    seen.Add(key);
            }
        }

        _seen = seen;
        if (seen.Count > 0)
            _next = turn.Now + Patience;
    }

    /// <summary>The clock has been put back: the next look is no farther away than it would be from now on.</summary>
    public void Shorten(Turn turn)
    {
        if (_next > turn.Now + Patience)
            _next = turn.Now + Patience;
    }

    private static void Kill(Turn turn, TaskRecord task, AttemptKey key)
    {
        var due = turn.Now + Deadlines.KillTimeout;
        turn.Ledger.Put(task with { StopPhase = StopPhase.Kill, Deadline = due });
        turn.Effects.Add(new Effect.Kill(key));
        turn.Deadlines.Add(task.Key, due);
    }
}
