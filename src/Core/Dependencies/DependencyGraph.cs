using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core;

/// <summary>
/// Which task waits for which. A task names others; it may start when all tasks with these names have ended, in whatever way
/// (scheduler reference, section 6.11).
/// </summary>
internal static class DependencyGraph
{
    /// <summary>Works out anew, for all tasks of a job, how many tasks each waits for and who waits for it.</summary>
    public static void Connect(JobEntry job)
    {
        foreach (var task in job.Tasks.Values)
        {
            task.WaitsFor = 0;
            task.Dependents.Clear();
        }

        ILookup<string, TaskEntry>? byName = null;
        foreach (var (id, task) in job.Tasks)
        {
            foreach (var name in task.Record.Properties.Depend?.Distinct(StringComparer.Ordinal) ?? [])
            {
                byName ??= job.Tasks.Values.ToLookup(entry => entry.Record.Properties.Name ?? "", StringComparer.Ordinal);
                foreach (var predecessor in byName[name])
                {
                    predecessor.Dependents.Add(id);
                    if (!predecessor.Record.State.IsEnded())
                        task.WaitsFor++;
                }
            }
        }
    }

    /// <summary>Works out anew who waits for whom and who is ready, and fails those that depend on what has failed.</summary>
    public static void Reconnect(Turn turn, JobEntry job)
    {
        Connect(job);
        foreach (var task in job.Tasks.Values)
            Ledger.RefreshReady(job, task);
        foreach (var task in job.Tasks.Values.Where(task => task.Record.State.IsEnded()).ToList())
            FailDependents(turn, job, task);
    }

    /// <summary>Tells those that waited for a task that it has ended.</summary>
    public static void Ended(Turn turn, JobEntry job, TaskEntry task)
    {
        foreach (var id in task.Dependents)
        {
            var dependent = job.Tasks[id];
            dependent.WaitsFor--;
            Ledger.RefreshReady(job, dependent);
        }

        FailDependents(turn, job, task);
    }

    // In a loop, because a chain of tasks may be longer than the thread's stack is deep.
    private static void FailDependents(Turn turn, JobEntry job, TaskEntry task)
    {
        if (job.Record.Properties.FailDependentTasks != true || task.Record.State is not (TaskState.Failed or TaskState.Canceled))
            return;
        var failed = new Queue<TaskEntry>([task]);
        while (failed.TryDequeue(out var predecessor))
        {
            foreach (var id in predecessor.Dependents)
            {
                var dependent = job.Tasks[id];
                if (!TaskLifecycle.Allows(dependent.Record.State, TaskEvent.FailDependency))
                    continue;
                Fail(turn, dependent, predecessor.Record);
                FailFast.Judge(turn, job, dependent, dependent.Record);
                failed.Enqueue(dependent);
                foreach (var next in dependent.Dependents)
                {
                    job.Tasks[next].WaitsFor--;
                    Ledger.RefreshReady(job, job.Tasks[next]);
                }
            }
        }
    }

    private static void Fail(Turn turn, TaskEntry task, TaskRecord predecessor)
    {
        foreach (var subTask in task.QueuedSubTasks.Select(id => task.SubTasks[id]).ToList())
            Fail(subTask);
        var record = task.Record;
        Fail(record with { UnexpandedState = record.UnexpandedState == TaskState.Queued ? TaskState.Failed : record.UnexpandedState });

        void Fail(TaskRecord failing) => turn.Move(failing, TaskEvent.FailDependency, next => next with
        {
            EndTime = turn.Now,
            ErrorCode = ReasonCodes.FailDependentTasks,
            ErrorMessage = $"Task {predecessor.Key}, which it depends on, is {predecessor.State}.",
        });
    }

    /// <summary>Looks for dependencies that go round in a circle.</summary>
    /// <returns>Null if there is no circle, else the names along it, the first repeated at the end.</returns>
    public static IReadOnlyList<string>? FindCycle(IEnumerable<TaskProperties> tasks)
    {
        var dependsOn = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var task in tasks)
        {
            if (task is not { Depend: { Count: > 0 } depend, Name: { Length: > 0 } name })
                continue;
            if (!dependsOn.TryGetValue(name, out var names))
                dependsOn.Add(name, names = new HashSet<string>(StringComparer.Ordinal));
            names.UnionWith(depend);
        }

        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in dependsOn.Keys)
        {
            // A walk with a stack of its own: a chain of tasks may be longer than the thread's stack is deep.
            var path = new List<string>();
            var onPath = new HashSet<string>(StringComparer.Ordinal);
            var walk = new Stack<(string Name, bool Leave)>();
            walk.Push((start, false));
            while (walk.TryPop(out var visit))
            {
                if (visit.Leave)
                {
                    path.RemoveAt(path.Count - 1);
                    onPath.Remove(visit.Name);
                    done.Add(visit.Name);
                    continue;
                }

                if (done.Contains(visit.Name))
                    continue;
                if (onPath.Contains(visit.Name))
                    return [.. path.SkipWhile(name => name != visit.Name), visit.Name];
                path.Add(visit.Name);
                onPath.Add(visit.Name);
                walk.Push((visit.Name, true));
                foreach (var next in dependsOn.GetValueOrDefault(visit.Name) ?? [])
                    walk.Push((next, false));
            }
        }

        return null;
    }
}
