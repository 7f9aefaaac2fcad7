namespace HpcScheduler;

/// <summary>What a job template file holds.</summary>
/// <param name="Name">The name of the template that was written into it; empty for none.</param>
/// <param name="Description">What the template is for.</param>
/// <param name="Items">What it says of job properties, in the order of the file.</param>
/// <param name="JobEnv">Environment variables, each as name=value.</param>
public sealed record JobTemplateFileContent(
    string Name, string Description, IReadOnlyList<JobTemplateItem> Items, IReadOnlyList<string> JobEnv);
