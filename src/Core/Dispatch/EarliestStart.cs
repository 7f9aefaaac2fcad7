using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

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
    public static DateTimeOffset? Of(Ledger ledger, JobEntry job, DateTimeOffset now)
    {
        if (Placement.Start(ledger, job, null) is not null)
            return now;
        var running = Running(ledger, NodeCandidates.Of(ledger, job));
        var ended = new List<(JobRecord Job, DateTimeOffset End)>();
        var gone = 0;
        try
        {
            // What it could have stays there when more jobs end, so the number of ends is found by doubling and halving.
            var (tooFew, enough) = (0, 1);
            while (!Fits(enough))
            {
                if (running.Count == 0)
                    return null;
                (tooFew, enough) = (enough, 2 * enough);
            }

            enough = Math.Min(enough, gone);
            while (enough - tooFew > 1)
            {
                var middle = (tooFew + enough) / 2;
                (tooFew, enough) = Fits(middle) ? (tooFew, middle) : (middle, enough);
            }

            return ended[enough - 1].End < now ? now : ended[enough - 1].End;
        }
        finally
        {
            End(0);
        }

        bool Fits(int count)
        {
            End(count);
            return Placement.Start(ledger, job, null) is not null;
        }

        void End(int count)
        {
            while (ended.Count < count && running.TryDequeue(out var next, out var order))
                ended.Add((next, order.End));
            while (gone < Math.Min(count, ended.Count))
                ledger.Count(ended[gone++].Job, -1);
            while (gone > count)
                ledger.Count(ended[--gone].Job, 1);
        }
    }

    // Those that hold a node which counts and have a run time, by their ends.
    private static PriorityQueue<JobRecord, (DateTimeOffset End, int Id)> Running(Ledger ledger, NodeCandidates candidates)
    {
        var running = new List<(JobRecord Job, (DateTimeOffset End, int Id) Order)>();
        foreach (var key in ledger.Running)
        {
            var job = ledger.Find(key.JobId)!.Record;
            if (Deadlines.RunTimeEnd(job) is not { } end)
                continue;
            foreach (var node in job.AllocatedNodes)
            {
                if (!candidates.Contains(node))
                    continue;
                running.Add((job, (end, job.Id)));
                break;
            }
        }

        return new(running);
    }
}
