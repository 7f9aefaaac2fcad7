using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>
/// The nodes that jobs of the queue keep for themselves, as a round comes to them in the order of the queue. One that cannot have its minimum
/// keeps all that it may run on, and those behind it start on others only, unless they have ended by the time at which it could start. Where
/// pools count, each is a queue of its own: what is kept for a job of one pool the others may use as far as they are guaranteed it (scheduler
/// reference, sections 6.2, 6.5 and 6.7).
/// </summary>
internal sealed class KeptNodes
{
    private readonly Ledger _ledger;
    private readonly RoundPlan _plan;
    private readonly DateTimeOffset _now;
    private readonly int _lookAhead;
    private readonly Dictionary<string, Reservations> _kept = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(string Pool, NodeCandidates Candidates)> _waiting = [];
    private readonly HashSet<string> _closed = new(StringComparer.OrdinalIgnoreCase);
    private int _behind;
    private bool _isFar;
    private int? _free;

    /// <param name="ledger">The records.</param>
    /// <param name="plan">How much each job may have.</param>
    /// <param name="now">The time of the turn.</param>
    public KeptNodes(Ledger ledger, RoundPlan plan, DateTimeOffset now)
    {
        (_ledger, _plan, _now) = (ledger, plan, now);
        var settings = ledger.ClusterProperties;
        _lookAhead = settings.SchedulingMode != SchedulingMode.Queued ? 0
            : settings.BackfillLookAhead < 0 ? int.MaxValue
            : settings.BackfillLookAhead;
    }

    /// <summary>Looks at the next job of the queue, and keeps its nodes if it has to wait.</summary>
    /// <param name="job">The job. No cores are kept for it, unless the activation filter is asked about it.</param>
    /// <returns>How it stands with it, and what it would get if it fits.</returns>
    public (Prospect Prospect, List<(NodeEntry Node, int Units)>? Places) Next(JobEntry job)
    {
        if (FastBalancedRules.Refusal(_ledger, job.Record) is not null)
            return (Prospect.Refused, null);
        if (job.Activation is Activation.Asked or Activation.Refused)
            return (Prospect.Asked, null);
        var pool = PoolOf(job);
        if (_closed.Contains(pool))
            return (Placement.CouldStart(_ledger, job) ? Prospect.Covered : Prospect.Hopeless, null);
        if (_kept.Count > 0)
            _behind++;
        DateTimeOffset? end = _kept.Count > 0 && _behind <= _lookAhead ? _now + job.Record.RunTime : null;
        var candidates = NodeCandidates.Of(_ledger, job);
        var isCovered = _waiting.Contains((pool, candidates));
        if (isCovered && (end is null || !_kept[pool].HasWindow || IsTooLarge(job)))
            return (Prospect.Covered, null);
        var kept = KeptFrom(job);
        var places = Placement.Start(_ledger, job, kept.Count == 0 ? null : node => kept.Exists(one => one.Keeps(node, end)), _plan.MostCores(job));
        if (places is not null)
        {
            _free = null;
            return (kept.Exists(one => places.Exists(place => one.Keeps(place.Node, null))) ? Prospect.FillsGap : Prospect.Fits, places);
        }

        if (!Placement.CouldStart(_ledger, job))
            return (Prospect.Hopeless, null);
        if (isCovered)
            return (Prospect.Covered, null);
        Keep(job, pool, candidates);
        return (Prospect.Blocked, null);
    }

    /// <summary>Whether a job farther back could have anything.</summary>
    public bool IsAnyLeft()
    {
        if (_kept.Count > 0 && Free() == 0)
            return false;
        // There only nodes count that nobody waits for.
        if (_kept.Count > 0 && _behind >= _lookAhead && !_isFar)
        {
            _isFar = true;
            _closed.UnionWith(_kept.Where(kept => !IsOpen(kept.Value)).Select(kept => kept.Key));
        }

        return _closed.Count < (_plan.Pools is null ? 1 : _ledger.Pools.Count);
    }

    private void Keep(JobEntry job, string pool, NodeCandidates candidates)
    {
        _waiting.Add((pool, candidates));
        if (!_kept.TryGetValue(pool, out var kept))
            _kept.Add(pool, kept = new Reservations());
        // Nobody knows when those are done that give way to it.
        var isKnown = _lookAhead > 0 && !_plan.Claimants.Contains(job);
        kept.Keep(candidates, isKnown ? EarliestStart.Of(_ledger, job, _now) : null);
        if (!(kept.HasWindow && _behind < _lookAhead) && !IsOpen(kept))
            _closed.Add(pool);
    }

    // Most that are looked at for a gap want more than there is in it.
    private bool IsTooLarge(JobEntry job) => UnitRules.Of(job.Record.Properties) == JobUnitType.Core && job.Record.MinCores > Free();

    // What is kept for the activation filter may become free for one farther back.
    private int Free() => _free ??= _ledger.Nodes.Values.Where(node => node.IsOnline).Sum(node => Math.Max(0, node.FreeCores) + node.ReservedCores);

    private bool IsOpen(Reservations kept) =>
        _ledger.Nodes.Values.Any(node => node.IsOnline && node.FreeCores + node.ReservedCores > 0 && !kept.Keeps(node, null));

    private List<Reservations> KeptFrom(JobEntry job)
    {
        if (_kept.Count == 0)
            return [];
        var pool = PoolOf(job);
        var isGuaranteed = _plan.Pools?.IsGuaranteed(job, job.Record.MinCores) == true;
        return [.. _kept.Where(kept => !isGuaranteed || kept.Key.Equals(pool, StringComparison.OrdinalIgnoreCase)).Select(kept => kept.Value)];
    }

    private string PoolOf(JobEntry job) => _plan.Pools is null ? "" : job.Record.Pool;
}
