using HpcScheduler.Core.Records;

namespace HpcScheduler.Storage;

/// <summary>
/// The jobs by state, counted once, when somebody first asks, and kept up to date from then on as they are written. So it costs the same however
/// many jobs have ended. The one writer changes it, any number of threads ask.
/// </summary>
internal sealed class JobTotals
{
    private readonly Lock _counting = new();
    private readonly List<(StateCounts Counts, int Sign)> _written = [];
    private Dictionary<JobState, StateCounts>? _totals;
    private volatile IReadOnlyList<StateCounts>? _known;

    /// <summary>Held while a change is written and committed.</summary>
    public Lock Writing { get; } = new();

    /// <summary>Whether changes have to be told: somebody has asked. To be looked at while <see cref="Writing"/> is held.</summary>
    public bool IsKept => _totals is not null;

    /// <summary>A job is written (1), or the one that stood there before is not there any more (-1).</summary>
    public void Write(StateCounts job, int sign) => _written.Add((job, sign));

    /// <summary>What was written is committed.</summary>
    public void Commit()
    {
        if (_totals is null || _written.Count == 0)
            return;
        foreach (var (counts, sign) in _written)
            Add(counts, sign);
        _written.Clear();
        if (_known is not null)
            _known = List();
    }

    /// <summary>What was written is not committed.</summary>
    public void RollBack() => _written.Clear();

    /// <summary>The jobs by state as of the last commit.</summary>
    /// <param name="count">Counts them as they were committed when it calls what it is given.</param>
    public IReadOnlyList<StateCounts> Read(Func<Action, IReadOnlyList<StateCounts>> count)
    {
        if (_known is { } known)
            return known;
        lock (_counting)
            return _known ?? Count(count);
    }

    private IReadOnlyList<StateCounts> Count(Func<Action, IReadOnlyList<StateCounts>> count)
    {
        // Nothing is committed between the moment as of which is counted and the first change that is told.
        Writing.Enter();
        try
        {
            var counted = count(() =>
            {
                _totals = [];
                Writing.Exit();
            });
            lock (Writing)
            {
                foreach (var counts in counted)
                    Add(counts, 1);
                return _known = List();
            }
        }
        catch
        {
            if (!Writing.IsHeldByCurrentThread)
                Writing.Enter();
            _totals = null;
            throw;
        }
        finally
        {
            if (Writing.IsHeldByCurrentThread)
                Writing.Exit();
        }
    }

    private void Add(StateCounts counts, int sign)
    {
        var totals = _totals!;
        var before = totals.GetValueOrDefault(counts.State) ?? new StateCounts(counts.State, 0, TaskCounts.None, 0);
        totals[counts.State] = new StateCounts(
            counts.State, before.Jobs + (sign * counts.Jobs), before.Tasks.Add(counts.Tasks, sign), before.Cores + (sign * counts.Cores));
    }

    private List<StateCounts> List() => [.. _totals!.Values.Where(counts => counts.Jobs != 0).OrderBy(counts => counts.State)];
}
