using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>
/// The nodes of a job on which its tasks can start: those it holds cores of, that are Online, prepared, and that it may use. A task that fits
/// on one node has it on one; one that is larger than each, or that counts in nodes, has several (scheduler reference, section 6.8).
/// </summary>
internal sealed class TaskPlaces
{
    private readonly JobEntry _job;
    private readonly JobUnitType _unit;
    private readonly List<Place> _places = [];
    private readonly HashSet<string> _kept = new(StringComparer.OrdinalIgnoreCase);

    private TaskPlaces(JobEntry job)
    {
        _job = job;
        _unit = UnitRules.Of(job.Record.Properties);
    }

    /// <summary>Those of a running job that may start tasks; null for another one.</summary>
    public static TaskPlaces? Of(Ledger ledger, JobEntry job, DateTimeOffset now)
    {
        if (job.Record.State != JobState.Running || job.IsDraining(now) || ledger.NoRoomUntil > now)
            return null;
        var places = new TaskPlaces(job);
        var candidates = NodeCandidates.Of(ledger, job);
        foreach (var share in job.Record.Shares)
        {
            if (share.Cores > 0 && ledger.Nodes.TryGetValue(share.Node, out var node) && node.IsOnline
                && candidates.Contains(share.Node) && job.IsPrepared(share.Node) && job.UseOf(share.Node) is not { Releases: > 0 })
            {
                places._places.Add(new Place(node, share.Cores, UnitRules.Cores(places._unit, node.Record)));
            }
        }

        return places;
    }

    /// <summary>Keeps the nodes that a task requires, and that it cannot have yet, from tasks behind it.</summary>
    public void Keep(TaskRecord task) => _kept.UnionWith(task.Properties.RequiredNodes ?? []);

    /// <summary>What a task would get: nodes, that first on which it starts, and cores on each; null if it cannot start now.</summary>
    public List<(NodeEntry Node, int Cores)>? For(TaskRecord task)
    {
        var (least, most) = (task.MinUnits, task.MaxUnits);
        if (task.Properties.RequiredNodes is { Count: > 0 } required)
            return ForRequired(task, required, least, most);
        if (_unit != JobUnitType.Node || most == 1)
        {
            foreach (var place in _places)
            {
                if (Free(place, task) is var free && free >= least)
                    return [(place.Node, Math.Min(free, most) * place.PerUnit)];
            }

            if (_places.Exists(place => !_kept.Contains(place.Node.Name) && place.Cores / place.PerUnit >= least))
                return null;
        }

        return Span(_places, task, least, most);
    }

    private List<(NodeEntry Node, int Cores)>? ForRequired(TaskRecord task, IReadOnlyList<string> required, int least, int most)
    {
        var named = _places.Where(place => required.Contains(place.Node.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        if (named.Count < required.Distinct(StringComparer.OrdinalIgnoreCase).Count() || named.Exists(place => Free(place, task) < 1))
            return null;
        if (named.Count == 1 && Free(named[0], task) < least && named[0].Cores / named[0].PerUnit >= least)
            return null;
        return Span([.. named, .. _places.Except(named)], task, least, most, named.Count);
    }

    private List<(NodeEntry Node, int Cores)>? Span(List<Place> places, TaskRecord task, int least, int most, int required = 0)
    {
        var chosen = new List<(NodeEntry, int)>();
        var (sum, kept) = (0, Math.Max(0, required - 1));
        for (var i = 0; i < places.Count; i++)
        {
            // Beyond what it needs, and beyond the nodes that it requires, it takes no further node unless it counts in nodes.
            if (sum >= most || (i >= required && sum >= least && _unit != JobUnitType.Node))
                break;
            var units = Math.Min(Free(places[i], task), i < required ? Math.Max(1, most - sum - kept) : most - sum);
            kept = Math.Max(0, kept - 1);
            if (units <= 0)
                continue;
            sum += units;
            chosen.Add((places[i].Node, units * places[i].PerUnit));
        }

        return sum >= least ? chosen : null;
    }

    private int Free(Place place, TaskRecord task)
    {
        if (_kept.Contains(place.Node.Name))
            return 0;
        var use = _job.UseOf(place.Node.Name);
        if (use is { ExclusiveTasks: > 0 } || (task.Properties.Exclusive == true && use is { Tasks: > 0 }))
            return 0;
        return Math.Max(0, (place.Cores - (use?.Cores ?? 0)) / place.PerUnit);
    }

    private sealed record Place(NodeEntry Node, int Cores, int PerUnit);
}
