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

    /// <summary>How long this run was, from start to end, in milliseconds; null if it did not run to an end.</summary>
    public long? RunTime => EndTime - StartTime is { } time ? (long)time.TotalMilliseconds : null;

    /// <summary>Processor time of the run in milliseconds; null, as it is not kept.</summary>
    public long? CpuTime { get; init; }

    /// <summary>The part of it in the kernel, in milliseconds; null, as it is not kept.</summary>
    public long? KernelCpuTime { get; init; }

    /// <summary>The part of it in the programs, in milliseconds; null, as it is not kept.</summary>
    public long? UserCpuTime { get; init; }

    /// <summary>Memory of the run; null, as it is not kept.</summary>
    public long? MemoryUsed { get; init; }

    /// <summary>The service of a service job of HPC Pack; empty, as there are none here.</summary>
    public string Service { get; init; } = "";

    /// <summary>Calls of such a service: none.</summary>
    public long NumberOfCalls { get; init; }

    /// <summary>How long these took on average, in milliseconds: 0.</summary>
    public long CallDuration { get; init; }

    /// <summary>How many came in a second: none.</summary>
    public double CallsPerSecond { get; init; }

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

    /// <summary>Whether it may have to give its cores to a job of higher priority: every job may.</summary>
    public bool Preemptable { get; init; } = true;

    /// <summary>Whether the first failure of a task fails the job.</summary>
    public bool FailOnTaskFailure { get; init; }

    /// <summary>Who canceled or finished this run; null if nobody did.</summary>
    public string? CanceledBy { get; init; }

    /// <summary>The job's number.</summary>
    public override string ToString() => JobId.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
