using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Lifecycle;

namespace HpcScheduler.Core;

/// <summary>
/// Looks after every turn whether a job stands still that should not. It has no clock and is never woken: what stands still was left so by a turn, or
/// is seen by the next.
/// </summary>
internal sealed class Watchdog
{
    private Dictionary<int, string> _known = [];

    /// <summary>What is found and was not found at the end of the turn before.</summary>
    public IReadOnlyList<Stall> Look(Turn turn)
    {
        // Mostly there is nothing, and nothing is made.
        Dictionary<int, string>? found = null;
        List<Stall>? news = null;
        foreach (var stall in Find(turn))
        {
            found ??= [];
            if (found.TryAdd(stall.JobId, stall.Message) && !_known.ContainsKey(stall.JobId))
                (news ??= []).Add(stall);
        }

        if (found is not null || _known.Count > 0)
            _known = found ?? [];
        return news is null ? [] : news;
    }

    private static IEnumerable<Stall> Find(Turn turn)
    {
        var stalls = Overlooked.Find(turn.Ledger, turn.Now, turn.Plan!.MostCores).Concat(Overdue.Find(turn.Ledger, turn.Now));
        return turn.Times < Dispatcher.MostTimes
            ? stalls
            : stalls.Append(new Stall(0, $"The round was settled {turn.Times} times and would be again ({turn.Ledger.ClusterProperties.SchedulingMode})."));
    }
}
