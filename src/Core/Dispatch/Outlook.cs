using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>
/// The nodes as they will be when jobs have ended that have a run time. It goes forward in time only; at its end the nodes are as they were. What is
/// kept for the answer of the activation filter is free: the answer may be no, and a job that fills a gap is to find the gap that it was asked about for.
/// </summary>
internal sealed class Outlook : IDisposable
{
    private readonly Ledger _ledger;
    private readonly PriorityQueue<JobRecord, (DateTimeOffset End, int Id)> _running;
    private readonly List<(JobRecord Job, DateTimeOffset End)> _next = [];
    private readonly List<JobRecord> _ended = [];
    private readonly List<JobRecord> _started = [];
    private int _gone;

    /// <param name="ledger">The records.</param>
    /// <param name="candidates">The nodes that count.</param>
    /// <param name="now">The time of the turn.</param>
    public Outlook(Ledger ledger, IReadOnlyList<NodeCandidates> candidates, DateTimeOffset now)
    {
        (_ledger, Time) = (ledger, now);
        ledger.LiftReserved(true);
        var running = new List<(JobRecord Job, (DateTimeOffset End, int Id) Order)>();
        foreach (var key in ledger.Running)
        {
            var job = ledger.Find(key.JobId)!.Record;
            if (Deadlines.RunTimeEnd(job) is { } end && Counts(job, candidates))
                running.Add((job, (end, job.Id)));
        }

        _running = new(running);
    }

    /// <summary>How far it has gone.</summary>
    public DateTimeOffset Time { get; private set; }

    /// <summary>Goes to the first time at which a job could have its minimum; if there is none that is known, it stays where it is.</summary>
    public bool TryReach(JobEntry job)
    {
        if (Fits(job, 0))
            return true;
        // What it could have stays there when more jobs end, so the number of ends is found by doubling and halving.
        var (tooFew, enough) = (0, 1);
        while (!Fits(job, enough))
        {
            if (_running.Count == 0)
            {
                End(0);
                return false;
            }

            (tooFew, enough) = (enough, 2 * enough);
        }

        enough = Math.Min(enough, _gone);
        while (enough - tooFew > 1)
        {
            var middle = (tooFew + enough) / 2;
            (tooFew, enough) = Fits(job, middle) ? (tooFew, middle) : (middle, enough);
        }

        Settle(enough);
        return true;
    }

    /// <summary>Has a job start that could have its minimum now.</summary>
    public void Start(JobEntry job)
    {
        var started = job.Record.WithShares(Dispatcher.Shares(job, Placement.Start(_ledger, job, null)!)) with
        {
            State = JobState.Running,
            StartTime = Time,
        };
        _ledger.Count(started, 1);
        _started.Add(started);
        if (Deadlines.RunTimeEnd(started) is { } end)
            _running.Enqueue(started, (end, started.Id));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End(0);
        foreach (var job in _ended)
            _ledger.Count(job, 1);
        foreach (var job in _started)
            _ledger.Count(job, -1);
        _ledger.LiftReserved(false);
    }

    private static bool Counts(JobRecord job, IReadOnlyList<NodeCandidates> candidates)
    {
        foreach (var node in job.AllocatedNodes)
        {
            for (var each = 0; each < candidates.Count; each++)
            {
                if (candidates[each].Contains(node))
                    return true;
            }
        }

        return false;
    }

    private bool Fits(JobEntry job, int ends)
    {
        End(ends);
        return Placement.Start(_ledger, job, null) is not null;
    }

    // So many of the next ends have come; of more than there are all.
    private void End(int count)
    {
        while (_next.Count < count && _running.TryDequeue(out var job, out var order))
            _next.Add((job, order.End));
        while (_gone < Math.Min(count, _next.Count))
            _ledger.Count(_next[_gone++].Job, -1);
        while (_gone > count)
            _ledger.Count(_next[--_gone].Job, 1);
    }

    private void Settle(int count)
    {
        End(count);
        Time = _next[count - 1].End > Time ? _next[count - 1].End : Time;
        _ended.AddRange(_next.Take(count).Select(end => end.Job));
        // One that starts now may end before these.
        foreach (var (job, end) in _next.Skip(count))
            _running.Enqueue(job, (end, job.Id));
        _next.Clear();
        _gone = 0;
    }
}
