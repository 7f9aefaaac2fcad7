using System.Globalization;
using System.Text.Json.Serialization;

namespace HpcScheduler;

/// <summary>Names a task or sub-task; its text is job.task or job.task.sub.</summary>
/// <param name="JobId">The job's number.</param>
/// <param name="TaskId">The task's number in the job.</param>
/// <param name="SubTaskId">The sub-task's number, 0 for none.</param>
public readonly record struct TaskKey(int JobId, int TaskId, int SubTaskId = 0) : IComparable<TaskKey>
{
    /// <summary>The task this is a sub-task of, or itself.</summary>
    [JsonIgnore]
    public TaskKey Master => this with { SubTaskId = 0 };

    /// <inheritdoc/>
    public int CompareTo(TaskKey other) =>
        (JobId, TaskId, SubTaskId).CompareTo((other.JobId, other.TaskId, other.SubTaskId));

    /// <inheritdoc/>
    public override string ToString() => SubTaskId == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{JobId}.{TaskId}")
        : string.Create(CultureInfo.InvariantCulture, $"{JobId}.{TaskId}.{SubTaskId}");

    /// <summary>Whether the left one stands before the right one.</summary>
    public static bool operator <(TaskKey left, TaskKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one stands after the right one.</summary>
    public static bool operator >(TaskKey left, TaskKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one does not stand after the right one.</summary>
    public static bool operator <=(TaskKey left, TaskKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one does not stand before the right one.</summary>
    public static bool operator >=(TaskKey left, TaskKey right) => left.CompareTo(right) >= 0;
}
