using System.Globalization;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Tasks that somebody waits for, of one or several jobs.</summary>
/// <param name="tasks">The tasks and sub-tasks.</param>
/// <param name="any">Whether one of them is enough.</param>
/// <param name="state">The states that are waited for; null for every end.</param>
/// <param name="cancellation">Ends the waiting.</param>
internal sealed class TaskWait(IReadOnlyCollection<TaskRef> tasks, bool any, TaskState? state, CancellationToken cancellation)
    : Wait<TaskRef, HpcTask>([.. tasks.Distinct()], Queries(tasks, any, state), cancellation)
{
    protected override TaskRef Reference(SchedulerClient client, HpcTask item) => TaskRef.Of(client, item);

    // An error about a job is about all its tasks.
    protected override (SchedulerClient Client, IReadOnlyList<string> Texts) Names(TaskRef reference) =>
        (reference.Client, [reference.Key.ToString(), reference.Key.JobId.ToString(CultureInfo.InvariantCulture)]);

    private static IEnumerable<(SchedulerClient Client, ISchedulerQuery<HpcTask> Query)> Queries(
        IEnumerable<TaskRef> tasks, bool any, TaskState? state) => tasks.Distinct()
            .GroupBy(task => (task.Client, task.Key.JobId), task => task.Key)
            .Select(group => (group.Key.Client, (ISchedulerQuery<HpcTask>)new WaitTask(group.ToList(), any, state)));
}
