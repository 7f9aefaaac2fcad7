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

    public static JobTemplateRecord Template(string name) => new() { Name = name, CreateTime = Start, ChangeTime = Start };

    public static JobTemplateRecord FullTemplate(string name) => new()
    {
        Name = name,
        Description = "für die Nacht 🌙, 'quoted\" <b>",
        CreateTime = Start.AddMilliseconds(1),
        ChangeTime = Start.AddMilliseconds(2),
        Items =
        [
            new()
            {
                PropertyName = "NodeGroups",
                Default = "fast,größer",
                MinVal = "1",
                MaxVal = "9",
                ValueRange = ["fast", "größer", "slow"],
                RequiredValues = ["fast"],
                ReadOnly = true,
            },
            new() { PropertyName = "RuntimeSeconds" },
        ],
        JobEnv = ["A=1", "EMPTY=", "U=日本語"],
        Acl = "D:(A;;LC;;;Jörg 𝔄)",
    };

    public static JobRecord FullJob(int id) => new()
    {
        Id = id,
        Owner = "dom\\Jörg 𝔄",
        JobType = JobType.Admin,
        Properties = new()
        {
            Name = "nightly 🚀 'quoted\" <b> \u0001",
            Project = "Ωmega",
            Template = "Größe",
            ExpandedPriority = 3999,
            UnitType = JobUnitType.Socket,
            MinCores = 2,
            MaxCores = 7,
            MinSockets = 3,
            MaxSockets = 8,
            MinNodes = 4,
            MaxNodes = 9,
            MinGpus = 5,
            MaxGpus = 10,
            AutoCalculateMin = false,
            AutoCalculateMax = true,
            RunTime = new TimeSpan(1, 2, 3, 4, 5),
            RunUntilCanceled = true,
            Exclusive = false,
            SingleNode = true,
            RequestedNodes = ["node1", "knoten-ü"],
            ExcludedNodes = [],
            NodeGroups = ["fast"],
            NodeGroupOp = JobNodeGroupOp.Union,
            OrderBy = ["-Memory", "Cores"],
            MinMemoryPerNode = 11,
            MaxMemoryPerNode = 12,
            MinCoresPerNode = 13,
            MaxCoresPerNode = 14,
            EstimatedProcessMemory = 15,
            FailOnTaskFailure = true,
            FailDependentTasks = false,
            TaskExecutionFailureRetryLimit = 16,
            ValidExitCodes = "0,7..9",
            JobEnv = ["A=1", "EMPTY=", "U=日本語"],
            CustomProperties = ["colour=blau"],
            License = ["matlab:*"],
            ParentJobIds = [3, int.MaxValue],
            HoldUntil = new DateTime(2027, 1, 2, 3, 4, 5, 678, DateTimeKind.Local),
            Progress = 17,
            ProgressMessage = "half 🌗",
            NotifyOnStart = false,
            NotifyOnCompletion = true,
            EmailAddress = "ann@example.org",
        },
        Asked = new() { Name = "nightly", RunTime = TimeSpan.FromHours(2), NodeGroups = ["slow", "Größe"] },
        Pool = "Größer",
        State = JobState.Canceling,
        PreviousState = JobState.Running,
        EndState = JobState.Canceled,
        CreateTime = Start.AddMilliseconds(1),
        SubmitTime = Start.AddMilliseconds(2),
        StartTime = Start.AddMilliseconds(3),
        EndTime = null,
        ChangeTime = Start.AddMilliseconds(5),
        HoldUntil = Start.AddMilliseconds(6),
        UnfinishedParents = [3],
        QueueOrder = -9_000_000_000,
        PendingReason = PendingReason.HeldByUser,
        ErrorCode = unchecked((int)0x80040208),
        ErrorMessage = Message,
        CancelRequest = CancelRequest.CancelForceByUser,
        CanceledBy = "root",
        CancelTime = Start.AddMilliseconds(7),
        Deadline = Start.AddMilliseconds(8),
        StopPhase = StopPhase.ReleaseKill,
        IsLeaving = true,
        RequeueCount = 3,
        AutoRequeueCount = 2,
        RequeueScope = RequeueScope.ChosenTasks,
        CoresPerUnit = 16,
        MinCores = 4,
        MaxCores = 5,
        AllocatedCores = 6,
        AllocatedNodes = ["node1", "knoten-ü"],
        AllocatedCoresPerNode = [1, 2],
        PreparedNodes = ["knoten-ü"],
        IsBackfill = true,
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
            CustomProperties = ["step=eins"],
            Depend = ["first", "second"],
            MinCores = 1,
            MaxCores = 2,
            MinSockets = 3,
            MaxSockets = 4,
            MinNodes = 5,
            MaxNodes = 6,
            RequiredNodes = ["node2"],
            Exclusive = true,
            StartValue = -3,
            EndValue = 30,
            IncrementValue = 4,
            Rerunnable = false,
            RunTime = TimeSpan.FromMilliseconds(1),
            ValidExitCodes = "-1",
            FailJobOnFailure = true,
            FailJobOnFailureCount = 7,
        },
        IsOfTemplate = true,
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
        CanceledBy = "root",
        CancelTime = Start.AddMilliseconds(27),
        CanceledBeforeRun = true,
        Deadline = Start.AddMilliseconds(26),
        StopPhase = StopPhase.Kill,
        RequeueCount = 31,
        AutoRequeueCount = 2,
        ExecutionFailureRetryCount = 3,
        PreviousExitCode = int.MinValue,
        ResumeTime = Start.AddMilliseconds(28),
        Instance = 32,
        AllocatedCores = 33,
        AllocatedNodes = ["node2"],
        AllocatedCoresPerNode = [3],
        AllocatedGpuIds = [0, 5],
        AllocatedCoreIds = [0, 7, int.MaxValue, int.MinValue],
        NextSubTaskId = 34,
        UnexpandedState = TaskState.Queued,
    };

    public static JobHistoryRecord Happened(int jobId, JobHistoryEvent what, DateTimeOffset time) => new()
    {
        JobId = jobId,
        RequeueId = 0,
        Event = what,
        EventTime = time,
    };

    public static JobHistoryRecord FullHistory(int jobId) => new()
    {
        JobId = jobId,
        RequeueId = 2,
        Event = JobHistoryEvent.TaskRequeued,
        EventTime = Start.AddMilliseconds(41),
        Actor = "dom\\Jörg 𝔄",
        Message = Message,
        SubmitTime = Start.AddMilliseconds(42),
        StartTime = Start.AddMilliseconds(43),
        EndTime = Start.AddMilliseconds(44),
        NumberOfTasks = 51,
        CanceledTasksCount = 52,
        FailedTasksCount = 53,
        FinishedTasksCount = 54,
        CanceledBy = "root",
    };

    public static NodeRecord FullNode() => new("knoten-ü", 4, 64)
    {
        CoreIds = [4, 5, 6, 7],
        NumaNodes = [0, 0, 8, 8],
        Sockets = 2,
        SubscribedSockets = 3,
        Memory = int.MaxValue,
        Gpus = [0, 2],
        Affinity = false,
        State = NodeState.Draining,
        Description = "schnell 'und' gut",
        Location = "Raum 7\\links",
        IsDiscovered = true,
        Role = NodeRole.BrokerNode,
    };

    /// <summary>What happened to a node, with nothing left out.</summary>
    public static NodeHistoryRecord FullNodeHistory() => new()
    {
        NodeName = "knoten-ü",
        Event = NodeEvent.Removed,
        EventTime = Start.AddMilliseconds(7),
        Actor = "wer",
        Comment = "weil 'es' so ist 🌗",
    };

    public static NodeGroupRecord FullNodeGroup(int id) => new(id, "schnelle Knoten") { Description = "die neuen", Nodes = ["knoten-ü", "b"] };

    /// <summary>As long as a message may be, in characters that take two UTF-16 units and four bytes each.</summary>
    public static string Message { get; } = string.Concat(Enumerable.Repeat("🛑", Limits.Message));
}
