namespace HpcScheduler;

/// <summary>A task in a job file.</summary>
/// <param name="Properties">What the file says of it.</param>
/// <param name="GroupId">The task group that it is in; null for none.</param>
internal sealed record GroupedTask(TaskProperties Properties, int? GroupId);
