using HpcScheduler.Core.Policy;

namespace HpcScheduler.Core.Dispatch;

/// <summary>When a job that waits could have its minimum, from the run times of those that run (scheduler reference, section 6.5).</summary>
internal static class EarliestStart
{
    /// <summary>
    /// The first time at which it could start if nothing else started before: now, or the end of the run time of a job that runs. One whose
    /// run time is over is counted as gone now. Null if it could not start before one ends that has no run time, or could not start at all.
    /// </summary>
    /// <param name="ledger">The records. They are the same afterwards.</param>
    /// <param name="job">A job that waits and has no cores kept for it.</param>
    /// <param name="now">The time of the turn.</param>
    public static DateTimeOffset? Of(Ledger ledger, JobEntry job, DateTimeOffset now) => Of(ledger, [], job, now);

    /// <summary>
    /// The same if others start before it, in their order and none earlier than the one before it. Null also if one of them has no time.
    /// </summary>
    /// <param name="ledger">The records. They are the same afterwards.</param>
    /// <param name="ahead">Jobs that wait for nodes that it may use.</param>
    /// <param name="job">A job that waits and has no cores kept for it.</param>
    /// <param name="now">The time of the turn.</param>
    public static DateTimeOffset? Of(Ledger ledger, IReadOnlyCollection<JobEntry> ahead, JobEntry job, DateTimeOffset now)
    {
        using var outlook = new Outlook(ledger, [.. ahead.Append(job).Select(each => NodeCandidates.Of(ledger, each)).Distinct()], now);
        foreach (var other in ahead)
        {
            if (!outlook.TryReach(other))
                return null;
            outlook.Start(other);
        }

        return outlook.TryReach(job) ? outlook.Time : null;
    }
}
