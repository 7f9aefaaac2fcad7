namespace HpcScheduler.Core.Records;

/// <summary>
/// Something that happened to a job, as the store keeps it until the job is deleted. It is never changed. Times are UTC and whole
/// milliseconds. What does not change with the runs of a job is in the job's own record.
/// </summary>
public sealed record JobHistoryRecord
{
    /// <summary>Given by the store, growing; 0 before.</summary>
    public long JobHistoryId { get; init; }

    public required int JobId { get; init; }

    /// <summary>The RequeueCount of the job then: which of its runs this is about.</summary>
    public required int RequeueId { get; init; }

    public required JobHistoryEvent Event { get; init; }

    public required DateTimeOffset EventTime { get; init; }

    /// <summary>The user; empty for the scheduler itself.</summary>
    public string Actor { get; init; } = "";

    public string Message { get; init; } = "";

    public DateTimeOffset? SubmitTime { get; init; }

    public DateTimeOffset? StartTime { get; init; }

    public DateTimeOffset? EndTime { get; init; }

    public int NumberOfTasks { get; init; }

    public int CanceledTasksCount { get; init; }

    public int FailedTasksCount { get; init; }

    public int FinishedTasksCount { get; init; }

    public string? CanceledBy { get; init; }
}
