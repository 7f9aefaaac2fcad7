using HpcScheduler.Core.Records;

namespace HpcScheduler.Conformance;

/// <summary>Records to be stored: with nothing said, and with every member set to a value of its own.</summary>
public static class StoreRecords
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.Zero);

    public static JobRecord Queued(int id) => new()
    {
        Id = id,
        Owner = "ann",
        Properties = new(),
        State = JobState.Queued,
        CreateTime = Start,
        ChangeTime = Start,
    };

    public static JobRecord Ended(int id, DateTimeOffset end, JobState state = JobState.Finished) =>
        Queued(id) with { State = state, EndTime = end };

    public static TaskRecord Task(int jobId, int taskId, int subTaskId = 0, TaskState state = TaskState.Queued) => new()
    {
        Key = new(jobId, taskId, subTaskId),
        Properties = new() { CommandLine = "true" },
        State = state,
        CreateTime = Start,
        ChangeTime = Start,
    };

    public static TaskRecord Sweep(int jobId, int taskId, int count) =>
        Task(jobId, taskId) with { Properties = new() { CommandLine = "echo *", Type = TaskType.ParametricSweep, EndValue = count } };

    public static JobRecord FullJob(int id) => new()
    {
        Id = id,
        Owner = "dom\\Jörg 𝔄",
        JobType = JobType.Admin,
        Properties = new()
        {
            Name = "nightly 🚀 'quoted\" <b> \u0001",
            Project = "Ωmega",
            ExpandedPriority = 3999,
            MinCores = 2,
            MaxCores = 7,
            AutoCalculateMin = false,
            AutoCalculateMax = true,
            JobEnv = ["A=1", "EMPTY=", "U=日本語"],
            HoldUntil = new DateTime(2027, 1, 2, 3, 4, 5, 678, DateTimeKind.Local),
        },
        State = JobState.Canceling,
        PreviousState = JobState.Running,
        EndState = JobState.Canceled,
        CreateTime = Start.AddMilliseconds(1),
        SubmitTime = Start.AddMilliseconds(2),
        StartTime = Start.AddMilliseconds(3),
        EndTime = null,
        ChangeTime = Start.AddMilliseconds(5),
        HoldUntil = Start.AddMilliseconds(6),
        QueueOrder = -9_000_000_000,
        PendingReason = PendingReason.HeldByUser,
        ErrorCode = unchecked((int)0x80040208),
        ErrorMessage = Message,
        CancelRequest = CancelRequest.CancelForceByUser,
        CanceledBy = "root",
        CancelTime = Start.AddMilliseconds(7),
        Deadline = Start.AddMilliseconds(8),
        StopPhase = StopPhase.ReleaseKill,
        RequeueCount = 3,
        MinCores = 4,
        MaxCores = 5,
        AllocatedCores = 6,
        AllocatedNodes = ["node1", "knoten-ü"],
        LastTaskId = 9,
        Counts = new()
        {
            Configuring = 11,
            Queued = 12,
            Dispatching = 13,
            Running = 14,
            Canceling = 15,
            Finished = 16,
            Failed = 17,
            Canceled = 18,
        },
    };

    public static TaskRecord FullTask(TaskKey key) => new()
    {
        Key = key,
        Properties = new()
        {
            Name = "step 🚀",
            Type = TaskType.ParametricSweep,
            CommandLine = "printf '%s' \"*\"\n\ttrue",
            WorkDir = "/tmp/ä b",
            Stdin = "in",
            Stdout = "out",
            Stderr = "err",
            Env = ["X=y"],
            Depend = ["first", "second"],
            MinCores = 1,
            MaxCores = 2,
            StartValue = -3,
            EndValue = 30,
            IncrementValue = 4,
            Rerunnable = false,
        },
        State = TaskState.Failed,
        PreviousState = TaskState.Canceling,
        CreateTime = Start.AddMilliseconds(21),
        SubmitTime = Start.AddMilliseconds(22),
        StartTime = Start.AddMilliseconds(23),
        EndTime = Start.AddMilliseconds(24),
        ChangeTime = Start.AddMilliseconds(25),
        ExitCode = -1,
        ErrorCode = unchecked((int)0x80040209),
        ErrorMessage = "it broke",
        Output = "line\n\0binary 🚀" + new string('x', Limits.Output - 20),
        CancelRequest = CancelRequest.FinishGraceful,
        CancelMessage = Message,
        CanceledBeforeRun = true,
        Deadline = Start.AddMilliseconds(26),
        StopPhase = StopPhase.Kill,
        RequeueCount = 31,
        AutoRequeueCount = 2,
        Instance = 32,
        AllocatedCores = 33,
        AllocatedNodes = ["node2"],
        NextSubTaskId = 34,
        UnexpandedState = TaskState.Queued,
    };

    /// <summary>As long as a message may be, in characters that take two UTF-16 units and four bytes each.</summary>
    public static string Message { get; } = string.Concat(Enumerable.Repeat("🛑", Limits.Message));
}
