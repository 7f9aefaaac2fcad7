using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>Jobs start in the order of the queue, as far as those before them leave them nodes (scheduler reference, section 6.2).</summary>
internal static class Starting
{
    /// <summary>Starts every job that can.</summary>
    /// <returns>Whether one did.</returns>
    public static bool Start(Turn turn, RoundPlan plan)
    {
        var ledger = turn.Ledger;
        var kept = new KeptNodes(ledger, plan, turn.Now);
        var hasStarted = false;
        // What is kept for one that is to be asked about again is free for those before it.
        ledger.Unreserve(job => job.Activation == Activation.None);
        List<Ledger.QueueKey>? rest = null;
        for (var next = 0; rest is null ? ledger.Waiting.Count > 0 : next < rest.Count;)
        {
            var key = rest is null ? ledger.Waiting.Min : rest[next++];
            if (ledger.Find(key.JobId) is not { Record: { State: JobState.Queued, IsHeld: false } } job)
                continue;
            if (job.Activation is not (Activation.Asked or Activation.Refused))
                ledger.Unreserve(job);
            var (prospect, places) = kept.Next(job);
            switch (prospect)
            {
                case Prospect.Fits or Prospect.FillsGap:
                    var shares = Dispatcher.Shares(job, places!);
                    if (!turn.ActivationFilter.MayStart(turn, job, shares))
                        return hasStarted;
                    Start(turn, job, shares, isBackfill: prospect == Prospect.FillsGap);
                    hasStarted = true;
                    continue;
                case Prospect.Asked:
                    // Those behind it wait for the answer.
                    return hasStarted;
                case Prospect.Refused:
                    ledger.Unreserve(job);
                    break;
            }

            rest ??= [.. ledger.Waiting.Skip(1)];
            if (!kept.IsAnyLeft())
                return hasStarted;
        }

        return hasStarted;
    }

    private static void Start(Turn turn, JobEntry job, IReadOnlyList<NodeShare> shares, bool isBackfill)
    {
        turn.Move(job, JobEvent.Start, record => record.WithShares(shares) with
        {
            StartTime = turn.Now,
            PreparedNodes = [],
            PendingReason = PendingReason.None,
            IsBackfill = isBackfill,
        });
        turn.Deadlines.Add(new TaskKey(job.Record.Id, 0), Deadlines.RunTimeEnd(job.Record));
        NodeWork.Prepare(turn, job);
        Dispatcher.DispatchTasks(turn, job);
    }
}
