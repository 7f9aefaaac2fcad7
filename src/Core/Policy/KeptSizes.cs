namespace HpcScheduler.Core.Policy;

/// <summary>
/// How many bytes are kept of each user's jobs and tasks. As with <see cref="UserLimits"/>, what is known is never less than there is, and the store,
/// which has to look at all tasks of the user to answer, is asked once, and before anything is refused, but not again and again.
/// </summary>
internal sealed class KeptSizes
{
    private const long Megabyte = 1024 * 1024;
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(10);

    // A job that is deleted has been as large as the store knows alone.
    private static readonly TimeSpan TrustAfterRemoval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Known> _known = new(StringComparer.Ordinal);

    // What the store does not know of yet.
    private readonly Dictionary<string, long> _new = new(StringComparer.Ordinal);

    /// <summary>Takes note that so much more is kept, unless it is too much.</summary>
    /// <exception cref="SchedulerException">HpcTooMuchKept.</exception>
    public void Take(Turn turn, string owner, long bytes, bool isLimited)
    {
        if (isLimited)
            Check(turn, owner, bytes);
        if (_known.TryGetValue(owner, out var known))
            _known[owner] = known with { Bytes = known.Bytes + bytes };
        _new[owner] = _new.GetValueOrDefault(owner) + bytes;
    }

    /// <summary>Takes note that something of an owner is deleted.</summary>
    public void GiveBack(string owner)
    {
        if (_known.TryGetValue(owner, out var known))
            _known[owner] = known with { IsLess = true };
    }

    /// <summary>Everything that was taken is in the store, or is about to be.</summary>
    public void EndTurn() => _new.Clear();

    private void Check(Turn turn, string owner, long bytes)
    {
        var limit = turn.Ledger.ClusterProperties.UserJobSizeLimit;
        var isKnown = _known.TryGetValue(owner, out var known);
        if (isKnown && known.Bytes + bytes <= limit * Megabyte)
            return;
        var ago = turn.Now - known.Asked;
        if (!isKnown || ago < TimeSpan.Zero || ago > (known.IsLess ? TrustAfterRemoval : Trust))
            known = _known[owner] = new Known(turn.Store.SizeOf(owner) + _new.GetValueOrDefault(owner), turn.Now, IsLess: false);
        if (known.Bytes + bytes > limit * Megabyte)
            throw new SchedulerException(SchedulerErrors.TooMuchKept, owner, owner, known.Bytes / Megabyte, limit);
    }

    private readonly record struct Known(long Bytes, DateTimeOffset Asked, bool IsLess);
}
