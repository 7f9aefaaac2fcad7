namespace HpcScheduler.Core;

/// <summary>The tasks of one name in a job, and who waits for them: lists and counters, whatever the number of pairs.</summary>
internal sealed class NamedTasks
{
    // Most tasks have a name of their own, end well and have nobody that waits for them.
    private SortedSet<int>? _bad;
    private SortedSet<int>? _dependents;

    /// <summary>How many have the name.</summary>
    public int Count { get; set; }

    /// <summary>How many of them have not ended.</summary>
    public int Open { get; set; }

    /// <summary>The first of them that is Failed or Canceled; null for none.</summary>
    public int? FirstBad => _bad is { Count: > 0 } ? _bad.Min : null;

    /// <summary>The numbers of the tasks that depend on the name.</summary>
    public IReadOnlyCollection<int> Dependents => _dependents is null ? [] : _dependents;

    /// <summary>Whether all that depend on the name have been failed because of those of it that ended badly.</summary>
    public bool HasFailedDependents { get; set; }

    /// <summary>Says whether a task of the name is Failed or Canceled.</summary>
    public void SetBad(int task, bool isBad)
    {
        if (isBad)
            (_bad ??= []).Add(task);
        else
            _bad?.Remove(task);
    }

    /// <summary>Says whether a task depends on the name.</summary>
    public void SetDependent(int task, bool depends)
    {
        if (depends)
            (_dependents ??= []).Add(task);
        else
            _dependents?.Remove(task);
    }
}
