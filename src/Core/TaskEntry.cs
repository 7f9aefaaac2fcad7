using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core;

/// <summary>
/// A task in memory, with the sub-tasks it stands for. Of sub-tasks that have ended only the state is kept: a sweep of a million
/// sub-tasks needs a byte for each, not a record.
/// </summary>
internal sealed class TaskEntry(TaskRecord record)
{
    private byte[] _endedStates = [];

    /// <summary>The task itself.</summary>
    public TaskRecord Record { get; set; } = record;

    /// <summary>Its sub-tasks that have a record and have not ended.</summary>
    public SortedDictionary<int, TaskRecord> SubTasks { get; } = [];

    /// <summary>Those of them that are Queued.</summary>
    public SortedSet<int> QueuedSubTasks { get; } = [];

    /// <summary>Its sub-tasks by state, those without a record counted in.</summary>
    public TaskCounts SubTaskCounts { get; set; } = TaskCounts.None;

    /// <summary>How many names that it depends on have a task that has not ended.</summary>
    public int WaitsFor { get; set; }

    /// <summary>Whether any record of the sub-task exists, or it is still only a number in its sweep.</summary>
    public bool HasRecord(int subTaskId) => SubTasks.ContainsKey(subTaskId) || EndedState(subTaskId) is not null;

    /// <summary>The state of a sub-task that has ended; null if it has not.</summary>
    public TaskState? EndedState(int subTaskId) => (subTaskId <= _endedStates.Length ? _endedStates[subTaskId - 1] : 0) switch
    {
        1 => TaskState.Finished,
        2 => TaskState.Failed,
        3 => TaskState.Canceled,
        _ => null,
    };

    /// <summary>Keeps the record of a sub-task, or only its state if it has ended.</summary>
    public void SetSubTask(TaskRecord subTask)
    {
        var id = subTask.Key.SubTaskId;
        if (subTask.State.IsEnded())
        {
            Reserve(Math.Max(Record.SubTaskCount, id));
            _endedStates[id - 1] = subTask.State switch { TaskState.Finished => 1, TaskState.Failed => 2, _ => 3 };
            SubTasks.Remove(id);
        }
        else
        {
            if (id <= _endedStates.Length)
                _endedStates[id - 1] = 0;
            SubTasks[id] = subTask;
        }

        if (subTask.State == TaskState.Queued)
            QueuedSubTasks.Add(id);
        else
            QueuedSubTasks.Remove(id);
    }

    /// <summary>How many sub-tasks have no record yet.</summary>
    public int Unexpanded { get; set; }

    /// <summary>The next sub-task to run: one queued again, or the first without a record; null if none is Queued.</summary>
    public int? NextQueuedSubTask()
    {
        if (QueuedSubTasks.Count > 0)
            return QueuedSubTasks.Min;
        if (Record.Type == TaskType.Service)
            return Record.NextSubTaskId <= Limits.SubTasks ? Record.NextSubTaskId : null;
        if (Unexpanded == 0 || Record.UnexpandedState != TaskState.Queued)
            return null;
        var id = Record.NextSubTaskId;
        while (id <= Record.SubTaskCount && HasRecord(id))
            id++;
        return id <= Record.SubTaskCount ? id : null;
    }

    /// <summary>The number of the sub-task that prepares or releases the next node: one queued again, the first, or a new one.</summary>
    public int NextNodeSubTask()
    {
        if (NextQueuedSubTask() is { } queued)
            return queued;
        var id = Math.Max(2, Record.NextSubTaskId);
        while (HasRecord(id))
            id++;
        return id;
    }

    // A service does not know how many instances it will have.
    private void Reserve(int count)
    {
        if (count > _endedStates.Length)
            Array.Resize(ref _endedStates, Record.Type == TaskType.ParametricSweep ? count : Math.Max(count, 2 * _endedStates.Length));
    }
}
