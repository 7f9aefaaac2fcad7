namespace HpcScheduler;

/// <summary>What a job file says.</summary>
/// <param name="Properties">Of the job.</param>
/// <param name="Tasks">Its tasks, in the order of the file.</param>
public sealed record JobFileContent(JobProperties Properties, IReadOnlyList<TaskProperties> Tasks);
