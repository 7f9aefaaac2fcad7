using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Ports;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core;

/// <summary>What a store says of its queue, looked at by somebody else than the host that works on it. Nothing is committed and nothing is done.</summary>
public sealed record QueueLook
{
    /// <summary>Jobs that stand still by no rule. What the host does not keep on disk is not known: a job that a filter was asked about is not among them.</summary>
    public IReadOnlyList<Stall> Stalls { get; private init; } = [];

    /// <summary>How many jobs wait for cores.</summary>
    public int Waiting { get; private init; }

    /// <summary>Cores of nodes that are Online and that nobody has.</summary>
    public int FreeCores { get; private init; }

    /// <summary>The first job that waits; null if none does.</summary>
    public int? FirstJobId { get; private init; }

    /// <summary>Why that one waits, in a sentence or two; empty if its state says it all.</summary>
    public string FirstSummary { get; private init; } = "";

    /// <summary>Looks.</summary>
    /// <param name="store">Read only.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="now">The present time.</param>
    /// <param name="survivors">Attempts whose processes could not be killed.</param>
    public static QueueLook At(IStore store, StoreContent content, DateTimeOffset now, IReadOnlyDictionary<AttemptKey, IReadOnlyList<int>> survivors)
    {
        var core = new SchedulerCore(store, content, "");
        var passing = Overdue.FindAll(core.Ledger, now).ToList();
        core.Begin(now);
        core.Resume(Rehearsal.MachineOf(content), survivors);
        var ledger = core.Ledger;
        var asked = content.Jobs.Where(job => job.Job.PendingReason is PendingReason.ActivationFilter or PendingReason.HeldByActivationFilter).ToList();
        var overlooked = asked.Count > 0 ? [] : Overlooked.Find(ledger, now, job => Overlooked.Most(ledger, job)).ToList();
        var first = ledger.Waiting.Count > 0 ? ledger.Waiting.Min.JobId : (int?)null;
        var look = new QueueLook
        {
            Stalls = [.. passing.Concat(overlooked).DistinctBy(stall => stall.JobId)],
            Waiting = ledger.Waiting.Count,
            FreeCores = ledger.Nodes.Values.Where(node => node.IsOnline).Sum(node => Math.Max(0, node.FreeCores)),
            FirstJobId = first,
        };
        core.End();
        return first is { } id && core.Ledger.Find(id) is not null ? look with { FirstSummary = core.Handle(new ExplainJob(id)).Summary } : look;
    }
}
