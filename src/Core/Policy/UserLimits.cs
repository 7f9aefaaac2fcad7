namespace HpcScheduler.Core.Policy;

/// <summary>
/// How much one user may have of what is kept: jobs in any state, and tasks that were added to them. Administrators are not limited, so neither is the
/// owner of a personal scheduler. What is known of an owner is never less than there is; the store is asked once, and before anything is refused, but not
/// again and again for somebody who goes on asking: it counts all jobs.
/// </summary>
internal sealed class UserLimits
{
    // What retention deletes is found after this time at the latest.
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (long Jobs, long Tasks)> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _asked = new(StringComparer.Ordinal);

    // What the store does not know of yet.
    private readonly Dictionary<string, (long Jobs, long Tasks)> _new = new(StringComparer.Ordinal);

    private readonly KeptSizes _sizes = new();

    /// <summary>Takes note that an owner gets jobs and tasks, unless these are too many or too large. To be called last before they are made.</summary>
    /// <exception cref="SchedulerException">HpcTooManyJobs, HpcTooManyTasks, HpcTooMuchKept.</exception>
    public void Take(Turn turn, Caller caller, string owner, int jobs, int tasks, long bytes)
    {
        if (!caller.IsAdministrator)
            Check(turn, owner, jobs, tasks);
        TakeSize(turn, caller, owner, bytes);
        if (_known.TryGetValue(owner, out var known))
            _known[owner] = (known.Jobs + jobs, known.Tasks + tasks);
        var added = _new.GetValueOrDefault(owner);
        _new[owner] = (added.Jobs + jobs, added.Tasks + tasks);
    }

    /// <summary>Takes note that what is kept of an owner grows, unless it is too large then. To be called last before it does.</summary>
    /// <exception cref="SchedulerException">HpcTooMuchKept.</exception>
    public void TakeSize(Turn turn, Caller caller, string owner, long bytes)
    {
        if (bytes > 0)
            _sizes.Take(turn, owner, bytes, isLimited: !caller.IsAdministrator);
    }

    /// <summary>Takes note that a job of an owner is deleted.</summary>
    public void GiveBack(string owner, int tasks)
    {
        _sizes.GiveBack(owner);
        if (_known.TryGetValue(owner, out var known))
            _known[owner] = (known.Jobs - 1, known.Tasks - tasks);
    }

    /// <summary>Everything that was taken is in the store, or is about to be.</summary>
    public void EndTurn()
    {
        _new.Clear();
        _sizes.EndTurn();
    }

    private void Check(Turn turn, string owner, int jobs, int tasks)
    {
        var settings = turn.Ledger.ClusterProperties;
        if (_known.TryGetValue(owner, out var known) && known.Jobs + jobs <= settings.UserJobLimit && known.Tasks + tasks <= settings.UserTaskLimit)
            return;
        if (!_known.ContainsKey(owner) || turn.Now - _asked.GetValueOrDefault(owner) is var ago && (ago > Trust || ago < TimeSpan.Zero))
        {
            var stored = turn.Store.CountOf(owner);
            var added = _new.GetValueOrDefault(owner);
            known = _known[owner] = (stored.Jobs + added.Jobs, stored.Tasks + added.Tasks);
            _asked[owner] = turn.Now;
        }

        if (jobs > 0 && known.Jobs + jobs > settings.UserJobLimit)
            throw new SchedulerException(SchedulerErrors.TooManyJobs, owner, owner, known.Jobs, settings.UserJobLimit);
        if (tasks > 0 && known.Tasks + tasks > settings.UserTaskLimit)
            throw new SchedulerException(SchedulerErrors.TooManyTasks, owner, owner, known.Tasks, tasks, settings.UserTaskLimit);
    }
}
