using HpcScheduler.Core.Records;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>The tasks of one job as users see them, each with the reason why it waits. For one request.</summary>
internal sealed class TaskViews(SchedulerLoop loop, StoreReader reader, HostFolder folder, JobRecord job)
{
    private const TaskState Open = TaskState.All & ~(TaskState.Finished | TaskState.Failed | TaskState.Canceled);

    private ILookup<string, TaskKey>? _openTasks;

    public HpcTask Of(TaskRecord task)
    {
        var waits = task.State == TaskState.Queued && task.Properties.Depend is { Count: > 0 };
        IReadOnlyList<TaskKey> waitsFor = waits ? [.. task.Properties.Depend!.SelectMany(name => OpenTasks[name]).Take(PendingText.Most)] : [];
        return TaskView.Of(task, job, folder, waitsFor, loop.Fences);
    }

    // Read only where some task waits for others.
    private ILookup<string, TaskKey> OpenTasks => _openTasks ??= reader.ListTasks(job.Id, null, null, Open)
        .Where(task => task.Key.SubTaskId == 0)
        .ToLookup(task => task.Properties.Name ?? "", task => task.Key, StringComparer.Ordinal);
}
