namespace HpcScheduler;

/// <summary>
/// A job template as users see it: a snapshot taken when it was read (scheduler reference, section 6.10). Times are local.
/// </summary>
public sealed record HpcJobTemplate : HpcObject
{
    /// <summary>Its name, at most 50 characters; letters of either case are the same.</summary>
    public string Name { get; init; } = "";

    /// <summary>The folder of the scheduler that holds it; cmdlets that are given the template go there.</summary>
    public string Scheduler { get; init; } = "";

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>When it was made.</summary>
    public DateTime CreateTime { get; init; }

    /// <summary>When anything of it last changed.</summary>
    public DateTime ChangeTime { get; init; }

    /// <summary>What it says of job properties, each at most once.</summary>
    public HpcList<JobTemplateItem> Items { get; init; } = [];

    /// <summary>Environment variables of its jobs, each as name=value; those of a job itself win.</summary>
    public HpcList<string> JobEnv { get; init; } = [];

    /// <summary>The template's name, so that a template in a string names itself.</summary>
    public override string ToString() => Name;
}
