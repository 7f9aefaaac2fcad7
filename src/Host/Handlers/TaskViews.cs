using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Records;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>The tasks of one job as users see them, each with the reason why it waits. For one request.</summary>
internal sealed class TaskViews(StoreReader reader, HostFolder folder, JobRecord job)
{
    private ILookup<string, TaskKey>? _openTasks;

    public HpcTask Of(TaskRecord task)
    {
        var waits = task.State == TaskState.Queued && task.Properties.Depend is { Count: > 0 };
        return TaskView.Of(task, job, folder, waits ? [.. task.Properties.Depend!.SelectMany(name => OpenTasks[name])] : []);
    }

    // Read only where some task waits for others.
    private ILookup<string, TaskKey> OpenTasks => _openTasks ??= reader.ListTasks(job.Id, null, 0, null)
        .Where(task => !task.State.IsEnded())
        .ToLookup(task => task.Properties.Name ?? "", task => task.Key, StringComparer.Ordinal);
}
