namespace HpcScheduler;

/// <summary>
/// What a user says of a job. A null means "not said": the default when the job is made, no change when it is set.
/// Limits and defaults: scheduler reference, section 5.1.
/// </summary>
public sealed record JobProperties
{
    /// <summary>At most 128 characters.</summary>
    public string? Name { get; init; }

    /// <summary>At most 128 characters.</summary>
    public string? Project { get; init; }

    /// <summary>The job template; Default if not said.</summary>
    public string? Template { get; init; }

    /// <summary>0 to 4000; 2000 if not said.</summary>
    public int? ExpandedPriority { get; init; }

    /// <summary>What is counted; Core if not said. Only the minimum and maximum of this unit count.</summary>
    public JobUnitType? UnitType { get; init; }

    /// <summary>At least 1; computed from the tasks if neither it nor the maximum is said, or if <see cref="AutoCalculateMin"/>.</summary>
    public int? MinCores { get; init; }

    /// <summary>At least the minimum; computed from the tasks as the minimum is.</summary>
    public int? MaxCores { get; init; }

    /// <summary>As <see cref="MinCores"/>, in sockets.</summary>
    public int? MinSockets { get; init; }

    /// <summary>As <see cref="MaxCores"/>, in sockets.</summary>
    public int? MaxSockets { get; init; }

    /// <summary>As <see cref="MinCores"/>, in whole nodes.</summary>
    public int? MinNodes { get; init; }

    /// <summary>As <see cref="MaxCores"/>, in whole nodes.</summary>
    public int? MaxNodes { get; init; }

    /// <summary>As <see cref="MinCores"/>, in graphics processors.</summary>
    public int? MinGpus { get; init; }

    /// <summary>As <see cref="MaxCores"/>, in graphics processors.</summary>
    public int? MaxGpus { get; init; }

    /// <summary>Whether the minimum is computed from the tasks.</summary>
    public bool? AutoCalculateMin { get; init; }

    /// <summary>Whether the maximum is computed from the tasks.</summary>
    public bool? AutoCalculateMax { get; init; }

    /// <summary>The longest time it may run, from its start; zero or not said: no limit.</summary>
    public TimeSpan? RunTime { get; init; }

    /// <summary>Whether it keeps its resources after its tasks are done, until somebody stops it. Needs a minimum and a maximum.</summary>
    public bool? RunUntilCanceled { get; init; }

    /// <summary>Whether no other job runs on its nodes.</summary>
    public bool? Exclusive { get; init; }

    /// <summary>Whether all its resources are on one node.</summary>
    public bool? SingleNode { get; init; }

    /// <summary>The only nodes it may run on; all if empty or not said.</summary>
    public IReadOnlyList<string>? RequestedNodes { get; init; }

    /// <summary>Nodes it may not run on.</summary>
    public IReadOnlyList<string>? ExcludedNodes { get; init; }

    /// <summary>Node groups whose nodes it may run on, put together as <see cref="NodeGroupOp"/> says.</summary>
    public IReadOnlyList<string>? NodeGroups { get; init; }

    /// <summary>How several groups are put together; Intersect if not said.</summary>
    public JobNodeGroupOp? NodeGroupOp { get; init; }

    /// <summary>One or two of Cores, -Cores, Memory, -Memory, of different kinds; Cores, Memory if not said.</summary>
    public IReadOnlyList<string>? OrderBy { get; init; }

    /// <summary>The least memory of a node, in MB.</summary>
    public int? MinMemoryPerNode { get; init; }

    /// <summary>The most memory of a node, in MB.</summary>
    public int? MaxMemoryPerNode { get; init; }

    /// <summary>The fewest cores of a node.</summary>
    public int? MinCoresPerNode { get; init; }

    /// <summary>The most cores of a node.</summary>
    public int? MaxCoresPerNode { get; init; }

    /// <summary>What a process of it is expected to need, in MB; 0 or not said: memory is not looked at.</summary>
    public int? EstimatedProcessMemory { get; init; }

    /// <summary>Whether the first task that fails fails the job at once.</summary>
    public bool? FailOnTaskFailure { get; init; }

    /// <summary>Whether a task that failed or was canceled fails those that depend on it.</summary>
    public bool? FailDependentTasks { get; init; }

    /// <summary>How often a task runs again by itself after it ended with an exit code that is not valid; 0 if not said.</summary>
    public int? TaskExecutionFailureRetryLimit { get; init; }

    /// <summary>Exit codes of success: numbers and ranges a..b with commas between; only 0 if empty or not said.</summary>
    public string? ValidExitCodes { get; init; }

    /// <summary>name=value each; an empty value unsets the variable.</summary>
    public IReadOnlyList<string>? JobEnv { get; init; }

    /// <summary>name=value each; names are letters, digits and underscores.</summary>
    public IReadOnlyList<string>? CustomProperties { get; init; }

    /// <summary>feature:number each; the number may be an asterisk.</summary>
    public IReadOnlyList<string>? License { get; init; }

    /// <summary>Jobs that must be Finished before this one starts.</summary>
    public IReadOnlyList<int>? ParentJobIds { get; init; }

    /// <summary>In the future and at most a year ahead; <see cref="DateTime.MinValue"/> takes the hold away.</summary>
    public DateTime? HoldUntil { get; init; }

    /// <summary>0 to 100; once said it is no longer computed from the tasks.</summary>
    public int? Progress { get; init; }

    /// <summary>At most 80 characters.</summary>
    public string? ProgressMessage { get; init; }

    /// <summary>Whether mail is asked for when it starts.</summary>
    public bool? NotifyOnStart { get; init; }

    /// <summary>Whether mail is asked for when it ends.</summary>
    public bool? NotifyOnCompletion { get; init; }

    /// <summary>Where such mail goes; at most 256 characters.</summary>
    public string? EmailAddress { get; init; }
}
