using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>Why a job waits for cores. What is empty does not matter for it.</summary>
/// <param name="Job">The job.</param>
public sealed record Explanation(JobRecord Job)
{
    /// <summary>Why it waits, in a sentence or two; empty if its state and its PendingReason say it all.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The jobs before it, at most <see cref="Limits.JobsAhead"/>.</summary>
    public IReadOnlyList<HpcJobAhead> JobsAhead { get; init; } = [];

    /// <summary>How many there are.</summary>
    public int JobsAheadCount { get; init; }

    /// <summary>What it asks of nodes.</summary>
    public IReadOnlyList<HpcJobConstraint> Constraints { get; init; } = [];

    /// <summary>All nodes.</summary>
    public IReadOnlyList<HpcJobNode> Nodes { get; init; } = [];

    /// <summary>When it could start; null if that is not known.</summary>
    public DateTimeOffset? EarliestStart { get; init; }

    /// <summary>Why that is not known.</summary>
    public string EarliestStartReason { get; init; } = "";
}
