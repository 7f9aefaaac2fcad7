using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>Who stands before a job in the queue, as a round would come to it: the same steps, without a start.</summary>
internal sealed class QueueExplanation
{
    private readonly Dictionary<NodeEntry, JobEntry> _keepers = [];
    private readonly List<HpcJobAhead> _ahead = [];
    private readonly List<JobEntry> _inTheWay = [];

    private QueueExplanation(Turn turn, JobEntry job)
    {
        var ledger = turn.Ledger;
        Plan = RoundPlan.Look(turn);
        var kept = new KeptNodes(ledger, Plan, turn.Now);
        var own = NodeCandidates.Of(ledger, job);
        var overlaps = new Dictionary<NodeCandidates, bool>();
        foreach (var key in ledger.Waiting.TakeWhile(key => key.JobId != job.Record.Id))
        {
            var other = ledger.Find(key.JobId)!;
            var candidates = NodeCandidates.Of(ledger, other);
            var (prospect, _) = kept.Next(other);
            if (!overlaps.TryGetValue(candidates, out var isShared))
                overlaps.Add(candidates, isShared = candidates.Sets.Any(set => set.Any(node => own.Contains(node.Name))));
            if (prospect == Prospect.Blocked)
            {
                foreach (var node in candidates.Sets.SelectMany(set => set))
                    _keepers.TryAdd(node, other);
            }

            if (prospect == Prospect.Asked)
                Holder ??= other;
            _ahead.Add(Ahead(other, prospect, isShared));
            if (_ahead[^1].IsInTheWay)
                _inTheWay.Add(other);
        }

        (Prospect, _) = kept.Next(job);
    }

    /// <summary>How much each job may have.</summary>
    public RoundPlan Plan { get; }

    /// <summary>How it stands with the job itself.</summary>
    public Prospect Prospect { get; }

    /// <summary>The first job before it that the activation filter is asked about; null if there is none.</summary>
    public JobEntry? Holder { get; }

    /// <summary>By node, the first job before it that keeps it.</summary>
    public IReadOnlyDictionary<NodeEntry, JobEntry> Keepers => _keepers;

    /// <summary>How many stand before it.</summary>
    public int Count => _ahead.Count;

    /// <summary>Those that stand before it: first those that are in its way, each part in the order of the queue.</summary>
    public IReadOnlyList<HpcJobAhead> Ahead() => [.. _ahead.OrderByDescending(job => job.IsInTheWay).Take(Limits.JobsAhead)];

    /// <summary>Those that are in its way, in the order of the queue.</summary>
    public IReadOnlyList<JobEntry> InTheWay => _inTheWay;

    /// <summary>Those before a job that waits for cores.</summary>
    public static QueueExplanation Of(Turn turn, JobEntry job) => new(turn, job);

    /// <summary>Another job as one that waits for it sees it.</summary>
    public static HpcJobAhead Ahead(JobRecord job, bool isInTheWay, string reason) => new()
    {
        JobId = job.Id,
        Name = job.Properties.Name ?? "",
        State = job.State,
        ExpandedPriority = job.Priority,
        IsInTheWay = isInTheWay,
        Reason = reason,
    };

    private static HpcJobAhead Ahead(JobEntry job, Prospect prospect, bool isShared)
    {
        var (isInTheWay, reason) = prospect switch
        {
            Prospect.Asked => (true, "It waits for the activation filter to let it start, and those behind it wait with it."),
            Prospect.Refused => (false, "Jobs of its kind do not start in FastBalanced mode; it keeps no nodes."),
            Prospect.Fits or Prospect.FillsGap => (isShared, "It is about to start."),
            Prospect.Hopeless => (false, "The nodes that are Online would not be enough for it; it keeps none."),
            _ when isShared => (true, $"It waits for {ExplainedText.Need(job.Record)} and keeps nodes that this job may use."),
            _ => (false, $"It waits for {ExplainedText.Need(job.Record)} on other nodes."),
        };
        return Ahead(job.Record, isInTheWay, reason);
    }
}
