using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>
/// Jobs start in the order of the queue. One that cannot have its minimum keeps the nodes that it may run on for itself, and those behind it start
/// on others only, unless they have ended by the time at which it could start. One that could not even run if its nodes were free keeps
/// nothing. Where pools count, each is a queue of its own: what is kept for a job of one pool the others may use as far as they are guaranteed it
/// (scheduler reference, sections 6.2, 6.5 and 6.7).
/// </summary>
internal sealed class Starting
{
    private readonly Turn _turn;
    private readonly Ledger _ledger;
    private readonly RoundPlan _plan;
    private readonly int _lookAhead;
    private readonly Dictionary<string, Reservations> _kept = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(string Pool, NodeCandidates Candidates)> _blocked = [];
    private readonly HashSet<string> _closed = new(StringComparer.OrdinalIgnoreCase);
    private int _behind;
    private bool _isFar;
    private bool _hasStarted;

    private Starting(Turn turn, RoundPlan plan)
    {
        (_turn, _ledger, _plan) = (turn, turn.Ledger, plan);
        var settings = _ledger.ClusterProperties;
        _lookAhead = settings.SchedulingMode != SchedulingMode.Queued ? 0
            : settings.BackfillLookAhead < 0 ? int.MaxValue
            : settings.BackfillLookAhead;
    }

    /// <summary>Starts every job that can.</summary>
    /// <returns>Whether one did.</returns>
    public static bool Start(Turn turn, RoundPlan plan)
    {
        // What is kept for one that is to be asked about again is free for those before it.
        turn.Ledger.Unreserve(job => job.Activation == Activation.None);
        var starting = new Starting(turn, plan);
        List<Ledger.QueueKey>? rest = null;
        for (var next = 0; rest is null ? turn.Ledger.Waiting.Count > 0 : next < rest.Count;)
        {
            var key = rest is null ? turn.Ledger.Waiting.Min : rest[next++];
            if (turn.Ledger.Find(key.JobId) is not { Record: { State: JobState.Queued, IsHeld: false } } job)
                continue;
            if (FastBalancedRules.Refusal(turn.Ledger, job.Record) is not null)
            {
                turn.Ledger.Unreserve(job);
                rest ??= [.. turn.Ledger.Waiting.Skip(1)];
                continue;
            }

            // Those behind one that the activation filter is asked about wait for the answer.
            if (job.Activation is Activation.Asked or Activation.Refused)
                return starting._hasStarted;
            turn.Ledger.Unreserve(job);
            switch (starting.Try(job))
            {
                case Outcome.Stays:
                    rest ??= [.. turn.Ledger.Waiting.Skip(1)];
                    if (starting.IsOver())
                        return starting._hasStarted;
                    break;
                case Outcome.IsAsked:
                    return starting._hasStarted;
            }
        }

        return starting._hasStarted;
    }

    private enum Outcome
    {
        Starts,
        Stays,
        IsAsked,
    }

    private Outcome Try(JobEntry job)
    {
        var pool = PoolOf(job);
        if (_closed.Contains(pool))
            return Outcome.Stays;
        if (_kept.Count > 0)
            _behind++;
        DateTimeOffset? end = _kept.Count > 0 && _behind <= _lookAhead ? _turn.Now + job.Record.RunTime : null;
        var candidates = NodeCandidates.Of(_ledger, job);
        if (_blocked.Contains((pool, candidates)) && (end is null || !_kept[pool].HasWindow))
            return Outcome.Stays;
        var kept = KeptFrom(job);
        if (Placement.Start(_ledger, job, kept.Count == 0 ? null : node => kept.Exists(one => one.Keeps(node, end)), _plan.MostCores(job)) is not { } places)
        {
            // What comes after its time only fills gaps.
            if (!_blocked.Contains((pool, candidates)) && Placement.CouldStart(_ledger, job))
                Block(job, pool, candidates);
            return Outcome.Stays;
        }

        if (!_turn.ActivationFilter.MayStart(_turn, job, places))
            return Outcome.IsAsked;
        Start(job, places, isBackfill: kept.Exists(one => places.Exists(place => one.Keeps(place.Node, null))));
        return Outcome.Starts;
    }

    private void Block(JobEntry job, string pool, NodeCandidates candidates)
    {
        _blocked.Add((pool, candidates));
        if (!_kept.TryGetValue(pool, out var kept))
            _kept.Add(pool, kept = new Reservations());
        // Nobody knows when those are done that give way to it.
        var isKnown = _lookAhead > 0 && !_plan.Claimants.Contains(job);
        kept.Keep(candidates, isKnown ? EarliestStart.Of(_ledger, job, _turn.Now) : null);
        if (!(kept.HasWindow && _behind < _lookAhead && _ledger.Nodes.Values.Any(node => node.IsOnline && node.FreeCores > 0)) && !AnyOpen(kept))
            _closed.Add(pool);
    }

    private bool IsOver()
    {
        if (_closed.Count >= (_plan.Pools is null ? 1 : _ledger.Pools.Count))
            return true;
        // Farther back only nodes count that nobody waits for.
        if (_kept.Count > 0 && _behind >= _lookAhead && !_isFar)
        {
            _isFar = true;
            _closed.UnionWith(_kept.Where(kept => !AnyOpen(kept.Value)).Select(kept => kept.Key));
        }

        return false;
    }

    private bool AnyOpen(Reservations kept) =>
        _ledger.Nodes.Values.Any(node => node.IsOnline && node.FreeCores + node.ReservedCores > 0 && !kept.Keeps(node, null));

    private List<Reservations> KeptFrom(JobEntry job)
    {
        if (_kept.Count == 0)
            return [];
        var pool = PoolOf(job);
        var isGuaranteed = _plan.Pools?.IsGuaranteed(job, job.Record.MinCores) == true;
        return [.. _kept.Where(kept => !isGuaranteed || kept.Key == pool).Select(kept => kept.Value)];
    }

    private string PoolOf(JobEntry job) => _plan.Pools is null ? "" : job.Record.Pool;

    private void Start(JobEntry job, List<(NodeEntry Node, int Units)> places, bool isBackfill)
    {
        var unit = UnitRules.Of(job.Record.Properties);
        IReadOnlyList<NodeShare> shares =
        [
            .. places.Select(place => new NodeShare(place.Node.Name, place.Units * UnitRules.Cores(unit, place.Node.Record)))
                .OrderBy(share => share.Node, StringComparer.OrdinalIgnoreCase),
        ];
        _turn.Move(job, JobEvent.Start, record => record.WithShares(shares) with
        {
            StartTime = _turn.Now,
            PreparedNodes = [],
            PendingReason = PendingReason.None,
            IsBackfill = isBackfill,
        });
        _turn.Deadlines.Add(new TaskKey(job.Record.Id, 0), Deadlines.RunTimeEnd(job.Record));
        _hasStarted = true;
        NodeWork.Prepare(_turn, job);
        Dispatcher.DispatchTasks(_turn, job);
    }
}
