using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core;

/// <summary>
/// Which task waits for which. A task names others; it may start when all tasks with these names have ended, in whatever way
/// (scheduler reference, section 6.11).
/// </summary>
internal static class DependencyGraph
{
    /// <summary>Fails those that depend on what has failed, if their job wants that.</summary>
    public static void Judge(Turn turn, JobEntry job)
    {
        if (job.Record.Properties.FailDependentTasks == true)
            FailDependents(turn, job, job.Dependencies.Bad);
    }

    /// <summary>As <see cref="Judge(Turn, JobEntry)"/>, for tasks that have come to the job.</summary>
    public static void Judge(Turn turn, JobEntry job, IEnumerable<int> tasks)
    {
        if (job.Record.Properties.FailDependentTasks == true)
            FailDependents(turn, job, tasks.SelectMany(id => JobDependencies.NeedsOf(job.Tasks[id].Record)));
    }

    /// <summary>Has the end of a task fail those that depend on it, if it ended badly and their job wants that.</summary>
    public static void Ended(Turn turn, JobEntry job, TaskEntry task)
    {
        if (job.Record.Properties.FailDependentTasks == true && task.Record.State is TaskState.Failed or TaskState.Canceled)
            FailDependents(turn, job, [JobDependencies.NameOf(task.Record)]);
    }

    // In a loop, because a chain of tasks may be longer than the thread's stack is deep. Each name once, however many tasks of it have failed.
    private static void FailDependents(Turn turn, JobEntry job, IEnumerable<string> names)
    {
        var failed = new Queue<string>(names);
        while (failed.TryDequeue(out var name))
        {
            if (job.Dependencies.Find(name) is not { HasFailedDependents: false, FirstBad: { } bad } named)
                continue;
            named.HasFailedDependents = true;
            var predecessor = job.Tasks[bad].Record;
            foreach (var id in named.Dependents.ToList())
            {
                var dependent = job.Tasks[id];
                if (!TaskLifecycle.Allows(dependent.Record.State, TaskEvent.FailDependency))
                    continue;
                Fail(turn, dependent, predecessor);
                FailFast.Judge(turn, job, dependent, dependent.Record);
                failed.Enqueue(JobDependencies.NameOf(dependent.Record));
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
