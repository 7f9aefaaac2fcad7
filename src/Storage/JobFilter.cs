using HpcScheduler.Core.Records;

namespace HpcScheduler.Storage;

/// <summary>
/// Which jobs to list. A null lets every job pass; several must all pass. Names are those of the request
/// <see cref="Protocol.GetJob"/>.
/// </summary>
public sealed record JobFilter
{
    /// <summary>The template of a job that names none.</summary>
    private const string Default = "Default";

    /// <summary>Lets every job pass.</summary>
    public static readonly JobFilter None = new();

    /// <summary>Jobs with these numbers.</summary>
    public IReadOnlyCollection<int>? Ids { get; init; }

    /// <summary>Jobs in one of these states.</summary>
    public JobState? State { get; init; }

    /// <summary>Jobs with such a name; a job without one has an empty name.</summary>
    public Wildcard? Name { get; init; }

    /// <summary>Jobs of such a project.</summary>
    public Wildcard? Project { get; init; }

    /// <summary>Jobs of such an owner.</summary>
    public Wildcard? Owner { get; init; }

    /// <summary>Jobs of such a template.</summary>
    public Wildcard? Template { get; init; }

    /// <summary>Jobs of such a pool.</summary>
    public Wildcard? Pool { get; init; }

    /// <summary>Jobs submitted at or after this time.</summary>
    public DateTimeOffset? BeginSubmitDate { get; init; }

    /// <summary>Jobs submitted before this time.</summary>
    public DateTimeOffset? EndSubmitDate { get; init; }

    /// <summary>Jobs that now run (Running, Finishing, Canceling) on one of these nodes, letters of either case.</summary>
    public IReadOnlyCollection<string>? NodeName { get; init; }

    /// <summary>Whether only jobs that have not ended can pass.</summary>
    internal bool NotEndedOnly => NodeName is not null || (State is { } state && (state & JobStates.Ended) == 0);

    /// <summary>Whether a job passes.</summary>
    public bool Passes(JobRecord job) =>
        (Ids is null || Ids.Contains(job.Id))
        && (State is null || (job.State & State.Value) != 0)
        && (BeginSubmitDate is null || job.SubmitTime >= BeginSubmitDate)
        && (EndSubmitDate is null || job.SubmitTime < EndSubmitDate)
        && (Owner is null || Owner.Matches(job.Owner))
        && (Name is null || Name.Matches(job.Properties.Name ?? ""))
        && (Project is null || Project.Matches(job.Properties.Project ?? ""))
        && (Template is null || Template.Matches(job.Properties.Template ?? Default))
        && (Pool is null || Pool.Matches(job.Pool))
        && (NodeName is null || ((job.State & JobStates.Active) != 0
            && job.AllocatedNodes.Any(node => NodeName.Contains(node, StringComparer.OrdinalIgnoreCase))));
}
