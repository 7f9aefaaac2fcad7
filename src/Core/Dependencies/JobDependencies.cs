using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core;

/// <summary>
/// Which tasks of a job wait for which names. It is told of each task that comes, goes or changes, so that it agrees with the records at any
/// time, and costs as much as there are tasks and names that they depend on, not as there are pairs.
/// </summary>
internal sealed class JobDependencies(JobEntry job)
{
    private readonly Dictionary<string, NamedTasks> _names = new(StringComparer.Ordinal);

    /// <summary>What is known of a name; null if no task has it or depends on it.</summary>
    public NamedTasks? Find(string name) => _names.GetValueOrDefault(name);

    /// <summary>Whether a task has the name.</summary>
    public bool Has(string name) => name.Length > 0 && Find(name) is { Count: > 0 };

    /// <summary>The names that tasks depend on of which some have ended badly.</summary>
    public IReadOnlyList<string> Bad => [.. _names.Where(name => name.Value is { FirstBad: not null, Dependents.Count: > 0 }).Select(name => name.Key)];

    /// <summary>The name of a task as others call it.</summary>
    public static string NameOf(TaskRecord task) => task.Properties.Name ?? "";

    /// <summary>The names that a task depends on, each once.</summary>
    public static IEnumerable<string> NeedsOf(TaskRecord task) =>
        task.Properties.Depend is { Count: > 0 } depend ? depend.Count == 1 ? depend : depend.Distinct(StringComparer.Ordinal) : [];

    /// <summary>Takes a task in.</summary>
    public void Add(TaskEntry task)
    {
        var record = task.Record;
        task.WaitsFor = 0;
        foreach (var need in NeedsOf(record))
        {
            var named = Get(need);
            named.SetDependent(record.Key.TaskId, depends: true);
            named.HasFailedDependents = false;
            if (named.Open > 0)
                task.WaitsFor++;
        }

        Get(NameOf(record)).Count++;
        Count(record, null);
    }

    /// <summary>Takes a task out.</summary>
    public void Remove(TaskEntry task)
    {
        var record = task.Record;
        foreach (var need in NeedsOf(record))
            Get(need).SetDependent(record.Key.TaskId, depends: false);
        Uncount(record);
    }

    /// <summary>Takes note of another record of a task, before the task has it.</summary>
    public void Replace(TaskEntry task, TaskRecord now)
    {
        var before = task.Record;
        if (IsOtherShape(before, now))
        {
            Remove(task);
            task.Record = now;
            Add(task);
            return;
        }

        if (now.State == TaskState.Queued && before.State != TaskState.Queued)
        {
            // From now on it can be failed by what it depends on.
            foreach (var need in NeedsOf(now))
                Get(need).HasFailedDependents = false;
        }

        if (before.State.IsEnded() != now.State.IsEnded() || IsBad(before) != IsBad(now))
            Count(now, before);
    }

    private static bool IsOtherShape(TaskRecord before, TaskRecord now) =>
        !ReferenceEquals(before.Properties, now.Properties)
        && (NameOf(before) != NameOf(now) || !NeedsOf(before).SequenceEqual(NeedsOf(now), StringComparer.Ordinal));

    private static bool IsBad(TaskRecord task) => task.State is TaskState.Failed or TaskState.Canceled;

    private NamedTasks Get(string name)
    {
        if (!_names.TryGetValue(name, out var named))
            _names.Add(name, named = new NamedTasks());
        return named;
    }

    private void Uncount(TaskRecord record)
    {
        var named = Get(NameOf(record));
        named.Count--;
        named.SetBad(record.Key.TaskId, isBad: false);
        if (!record.State.IsEnded())
            Open(named, -1);
    }

    private void Count(TaskRecord now, TaskRecord? before)
    {
        var named = Get(NameOf(now));
        named.SetBad(now.Key.TaskId, IsBad(now));
        Open(named, (now.State.IsEnded() ? 0 : 1) - (before is null || before.State.IsEnded() ? 0 : 1));
    }

    // Only the first that is open and the last that was change anything for those that wait.
    private void Open(NamedTasks named, int change)
    {
        var before = named.Open > 0;
        named.Open += change;
        var now = named.Open > 0;
        if (before == now)
            return;
        foreach (var id in named.Dependents)
        {
            var dependent = job.Tasks[id];
            dependent.WaitsFor += now ? 1 : -1;
            Ledger.RefreshReady(job, dependent);
        }
    }
}
