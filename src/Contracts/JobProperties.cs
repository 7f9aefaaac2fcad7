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

    /// <summary>0 to 4000; 2000 if not said.</summary>
    public int? ExpandedPriority { get; init; }

    /// <summary>At least 1; computed from the tasks if neither it nor the maximum is said, or if <see cref="AutoCalculateMin"/>.</summary>
    public int? MinCores { get; init; }

    /// <summary>At least the minimum; computed from the tasks as the minimum is.</summary>
    public int? MaxCores { get; init; }

    /// <summary>Whether the minimum is computed from the tasks.</summary>
    public bool? AutoCalculateMin { get; init; }

    /// <summary>Whether the maximum is computed from the tasks.</summary>
    public bool? AutoCalculateMax { get; init; }

    /// <summary>name=value each; an empty value unsets the variable.</summary>
    public IReadOnlyList<string>? JobEnv { get; init; }

    /// <summary>In the future and at most a year ahead; <see cref="DateTime.MinValue"/> takes the hold away.</summary>
    public DateTime? HoldUntil { get; init; }
}
