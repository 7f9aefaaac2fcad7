namespace HpcScheduler.Protocol;

/// <summary>Makes a job template, which administrators may, or gives one other items, which needs the right Edit on it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for; at most <see cref="Limits.TemplateDescription"/> characters.</param>
/// <param name="Items">What it says of job properties.</param>
/// <param name="JobEnv">Environment variables of its jobs, each as name=value.</param>
/// <param name="Replace">Whether it may be one that exists. That keeps its rights and its create time.</param>
public sealed record ImportJobTemplate(
    string Name, string Description, IReadOnlyList<JobTemplateItem> Items, IReadOnlyList<string> JobEnv, bool Replace)
    : ISchedulerRequest<HpcJobTemplate>;
