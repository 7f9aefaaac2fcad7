using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// The clock has been put back, perhaps while no host ran: a phase of stopping then lasts no longer than it would from now on, and so does the pause
/// of a service. Else a grace period would go on for as long as the clock was put back. What users count by the clock, holds and run times, stays.
/// </summary>
internal static class ClockPutBack
{
    /// <summary>Shortens what lies too far ahead.</summary>
    public static void Shorten(Turn turn)
    {
        turn.Starts.Shorten(turn);
        if (turn.Ledger.NoRoomUntil > turn.Now + TaskEnding.RoomPause)
            TaskEnding.WaitForRoom(turn);
        foreach (var job in turn.Ledger.Jobs.ToList())
        {
            FilterWatch.Shorten(turn, job);
            if (Limit(turn, job.Record.StopPhase) is { } limit && job.Record.Deadline > limit)
            {
                turn.Ledger.Put(job.Record with { Deadline = limit });
                turn.Deadlines.Add(new TaskKey(job.Record.Id, 0), limit);
            }

            foreach (var task in job.Active.Values.ToList())
            {
                if (Limit(turn, task.StopPhase) is not { } end || !(task.Deadline > end))
                    continue;
                turn.Ledger.Put(task with { Deadline = end });
                turn.Deadlines.Add(task.Key, end);
            }

            var resume = turn.Now + TaskEnding.LongestPause;
            if (job.Service?.Record is { } service && service.ResumeTime > resume)
            {
                turn.Ledger.Put(service with { ResumeTime = resume });
                turn.Deadlines.Add(service.Key, resume);
            }
        }
    }

    private static DateTimeOffset? Limit(Turn turn, StopPhase phase) => phase switch
    {
        StopPhase.Grace => turn.Now + TimeSpan.FromSeconds(turn.Ledger.ClusterProperties.TaskCancelGracePeriod),
        StopPhase.Release => turn.Now + TimeSpan.FromSeconds(turn.Ledger.ClusterProperties.NodeReleaseTaskTimeout),
        StopPhase.Kill or StopPhase.ReleaseKill => turn.Now + Deadlines.KillTimeout,
        _ => null,
    };
}
