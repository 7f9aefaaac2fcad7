namespace HpcScheduler.Core.Records;

/// <summary>
/// A job template as the core holds and the store keeps it (scheduler reference, section 6.10). A record is never changed, only replaced by a
/// new one. Times are UTC and whole milliseconds. Names that differ in the case of letters only are the same.
/// </summary>
public sealed record JobTemplateRecord
{
    /// <summary>The template of jobs that name none. It always exists.</summary>
    public const string DefaultName = "Default";

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public required DateTimeOffset CreateTime { get; init; }

    public required DateTimeOffset ChangeTime { get; init; }

    /// <summary>What it says of job properties, each at most once.</summary>
    public IReadOnlyList<JobTemplateItem> Items { get; init; } = [];

    /// <summary>Environment variables of its jobs, each as name=value.</summary>
    public IReadOnlyList<string> JobEnv { get; init; } = [];

    /// <summary>Who may do what with it, as <see cref="JobTemplateAcl"/> reads it.</summary>
    public string Acl { get; init; } = JobTemplateAcl.OfNewTemplate;
}
