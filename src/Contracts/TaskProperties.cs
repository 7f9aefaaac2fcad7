namespace HpcScheduler;

/// <summary>
/// What a user says of a task. A null means "not said". Limits and defaults: scheduler reference, section 5.2.
/// </summary>
public sealed record TaskProperties
{
    /// <summary>At most 128 characters, no comma.</summary>
    public string? Name { get; init; }

    /// <summary>Basic if not said.</summary>
    public TaskType? Type { get; init; }

    /// <summary>Required. Run by the shell of tasks: bash where there is one.</summary>
    public string? CommandLine { get; init; }

    /// <summary>An absolute folder; the owner's home if not said.</summary>
    public string? WorkDir { get; init; }

    /// <summary>A file, relative to <see cref="WorkDir"/>.</summary>
    public string? Stdin { get; init; }

    /// <summary>A file, relative to <see cref="WorkDir"/>.</summary>
    public string? Stdout { get; init; }

    /// <summary>A file, relative to <see cref="WorkDir"/>.</summary>
    public string? Stderr { get; init; }

    /// <summary>name=value each; an empty value unsets the variable.</summary>
    public IReadOnlyList<string>? Env { get; init; }

    /// <summary>name=value each; names are letters, digits and underscores.</summary>
    public IReadOnlyList<string>? CustomProperties { get; init; }

    /// <summary>Names of tasks of the same job that must have ended first.</summary>
    public IReadOnlyList<string>? Depend { get; init; }

    /// <summary>At least 1; 1 if not said. Only the unit of the job may be used.</summary>
    public int? MinCores { get; init; }

    /// <summary>At least the minimum; 1 if not said.</summary>
    public int? MaxCores { get; init; }

    /// <summary>As <see cref="MinCores"/>, in sockets.</summary>
    public int? MinSockets { get; init; }

    /// <summary>As <see cref="MaxCores"/>, in sockets.</summary>
    public int? MaxSockets { get; init; }

    /// <summary>As <see cref="MinCores"/>, in whole nodes.</summary>
    public int? MinNodes { get; init; }

    /// <summary>As <see cref="MaxCores"/>, in whole nodes.</summary>
    public int? MaxNodes { get; init; }

    /// <summary>Nodes that it runs on, all of them.</summary>
    public IReadOnlyList<string>? RequiredNodes { get; init; }

    /// <summary>Whether no other task of its job runs on its nodes.</summary>
    public bool? Exclusive { get; init; }

    /// <summary>First value of a sweep; 1 if not said.</summary>
    public int? StartValue { get; init; }

    /// <summary>Last value of a sweep; 1 if not said.</summary>
    public int? EndValue { get; init; }

    /// <summary>Distance of the values of a sweep, at least 1; 1 if not said.</summary>
    public int? IncrementValue { get; init; }

    /// <summary>Whether it may run again after it was lost; true if not said.</summary>
    public bool? Rerunnable { get; init; }

    /// <summary>The longest time it may run, from its start; zero or not said: no limit.</summary>
    public TimeSpan? RunTime { get; init; }

    /// <summary>Exit codes of success, as those of the job, which they replace.</summary>
    public string? ValidExitCodes { get; init; }

    /// <summary>Whether its failure fails the job at once.</summary>
    public bool? FailJobOnFailure { get; init; }

    /// <summary>How many failed sub-tasks that takes, 1 to 1,000,000; 1 if not said.</summary>
    public int? FailJobOnFailureCount { get; init; }
}
