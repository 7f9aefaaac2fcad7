namespace HpcScheduler.Protocol;

/// <summary>Lists jobs in the order of their numbers. A null filter lets every job pass; several must all pass.</summary>
public sealed record GetJob : ISchedulerQuery<HpcJob>
{
    /// <summary>These jobs only; one that does not exist is an error.</summary>
    public IReadOnlyList<int>? Ids { get; init; }

    /// <summary>Jobs in one of these states.</summary>
    public JobState? State { get; init; }

    /// <summary>Jobs with this name; asterisk, question mark and brackets are wildcards, letters of either case match.</summary>
    public string? Name { get; init; }

    /// <summary>Jobs of this project; wildcards as in <see cref="Name"/>.</summary>
    public string? Project { get; init; }

    /// <summary>Jobs of this owner; wildcards as in <see cref="Name"/>. "." is the caller.</summary>
    public string? Owner { get; init; }

    /// <summary>Jobs of this template; wildcards as in <see cref="Name"/>.</summary>
    public string? Template { get; init; }

    /// <summary>Jobs of this pool; wildcards as in <see cref="Name"/>.</summary>
    public string? Pool { get; init; }

    /// <summary>Jobs submitted at or after this time.</summary>
    public DateTime? BeginSubmitDate { get; init; }

    /// <summary>Jobs submitted before this time.</summary>
    public DateTime? EndSubmitDate { get; init; }

    /// <summary>Jobs that now run on one of these nodes.</summary>
    public IReadOnlyList<string>? NodeName { get; init; }
}
