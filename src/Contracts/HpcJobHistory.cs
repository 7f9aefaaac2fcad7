namespace HpcScheduler;

/// <summary>
/// Something that happened to a job: who did what, and when. Each run of a job ends with one row that is Finished, Failed or Canceled
/// (scheduler reference, section 1.1, JobEvent). Times are local and null until they happen.
/// </summary>
public sealed partial record HpcJobHistory : HpcObject
{
    /// <summary>The number of the row; later rows have higher numbers.</summary>
    public long JobHistoryId { get; init; }

    /// <summary>The job.</summary>
    public int JobId { get; init; }

    /// <summary>Which run of the job: how often it had been queued again.</summary>
    public int RequeueId { get; init; }

    /// <summary>What happened.</summary>
    public JobHistoryEvent Event { get; init; }

    /// <summary>When it happened.</summary>
    public DateTime EventTime { get; init; }

    /// <summary>Who did it; empty where the scheduler itself did.</summary>
    public string Actor { get; init; } = "";

    /// <summary>What happened, in words: what was changed, or the message of a cancel.</summary>
    public string Message { get; init; } = "";

    /// <summary>The job's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The job's owner.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The job's project.</summary>
    public string Project { get; init; } = "";

    /// <summary>The job's template.</summary>
    public string Template { get; init; } = "Default";

    /// <summary>The job's priority as text.</summary>
    public string Priority { get; init; } = "Normal";

    /// <summary>What made the job.</summary>
    public JobType Type { get; init; } = JobType.Batch;

    /// <summary>When this run was submitted.</summary>
    public DateTime? SubmitTime { get; init; }

    /// <summary>When this run started.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>When this run ended.</summary>
    public DateTime? EndTime { get; init; }

    /// <summary>How long this run was, from start to end; null if it did not run to an end.</summary>
    public TimeSpan? RunTime => EndTime - StartTime;

    /// <summary>Tasks of the job then.</summary>
    public int NumberOfTasks { get; init; }

    /// <summary>Of these, Canceled.</summary>
    public int CanceledTasksCount { get; init; }

    /// <summary>Of these, Failed.</summary>
    public int FailedTasksCount { get; init; }

    /// <summary>Of these, Finished.</summary>
    public int FinishedTasksCount { get; init; }

    /// <summary>The job's licenses.</summary>
    public HpcList<string> License { get; init; } = [];

    /// <summary>Whether the job keeps its resources until it is stopped.</summary>
    public bool RunUntilCanceled { get; init; }

    /// <summary>Whether no other job runs on its nodes.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Whether the first failure of a task fails the job.</summary>
    public bool FailOnTaskFailure { get; init; }

    /// <summary>Who canceled or finished this run; null if nobody did.</summary>
    public string? CanceledBy { get; init; }

    /// <summary>The job's number.</summary>
    public override string ToString() => JobId.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
