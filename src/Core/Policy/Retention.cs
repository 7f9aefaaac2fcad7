using HpcScheduler.Core.Lifecycle;

namespace HpcScheduler.Core.Policy;

/// <summary>
/// Deletes ended jobs at the first clean-up after TtlCompletedJobs has passed, in small batches, and never one that is not over (scheduler
/// reference, sections 2.2, J36, and 4.1).
/// </summary>
internal sealed class Retention
{
    /// <summary>How many jobs one step deletes at most, so that a step stays short.</summary>
    public const int BatchSize = 100;

    private DateTimeOffset? _due;
    private bool _isKnown;

    /// <summary>When the next job is to be deleted; null if there is none. Asks the store if that is not known.</summary>
    public DateTimeOffset? Due(Turn turn)
    {
        if (!_isKnown)
        {
            _due = turn.Store.FirstEnd() is { } end ? Expiry(turn, end) : null;
            _isKnown = true;
        }

        return _due;
    }

    /// <summary>Takes note of a job that has ended.</summary>
    public void Watch(Turn turn, DateTimeOffset end)
    {
        var expiry = Expiry(turn, end);
        if (_isKnown && (_due is null || expiry < _due))
            _due = expiry;
    }

    /// <summary>Forgets what is known, because the store or the setting changed.</summary>
    public void Recompute() => _isKnown = false;

    /// <summary>Deletes what is due.</summary>
    public void Pass(Turn turn)
    {
        if (Due(turn) is not { } time || time > turn.Now)
            return;
        // A host that was not there at the hour makes up for that clean-up, and for no later one.
        var cleanUp = CleanUpTime.Last(turn.Ledger.ClusterProperties, turn.TimeZone, turn.Now);
        var (removed, kept) = (0, 0);
        foreach (var id in turn.Store.FindEndedBefore(cleanUp - Ttl(turn), BatchSize))
        {
            // One that is in memory has been taken up again in this turn.
            if (turn.Ledger.Find(id) is not null)
                continue;
            // Processes that could not be killed still write into its folders.
            if (turn.Ledger.Fences.Keys.Any(key => key.Task.JobId == id))
            {
                kept++;
                continue;
            }

            RemoveJobRules.Remove(turn, id);
            removed++;
        }

        Recompute();
        if (kept > 0 && removed == 0)
            (_due, _isKnown) = (CleanUpTime.Next(turn.Ledger.ClusterProperties, turn.TimeZone, turn.Now + TimeSpan.FromMilliseconds(1)), true);
    }

    private static TimeSpan Ttl(Turn turn) => TimeSpan.FromDays(turn.Ledger.ClusterProperties.TtlCompletedJobs);

    // A clean-up is at most a week and a day away.
    private static DateTimeOffset Expiry(Turn turn, DateTimeOffset end) => DateTimeOffset.MaxValue - end > Ttl(turn) + TimeSpan.FromDays(9)
        ? CleanUpTime.Next(turn.Ledger.ClusterProperties, turn.TimeZone, end + Ttl(turn) + TimeSpan.FromMilliseconds(1))
        : DateTimeOffset.MaxValue;
}
