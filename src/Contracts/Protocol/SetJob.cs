namespace HpcScheduler.Protocol;

/// <summary>Changes a job. What may change depends on its state: docs/lifecycle.md.</summary>
/// <param name="Id">The job.</param>
/// <param name="Properties">The new values; null leaves a value as it is. Its ExcludedNodes are not looked at.</param>
/// <param name="AddExcludedNodes">Nodes that the job may not use any more.</param>
/// <param name="RemoveExcludedNodes">Nodes that it may use again.</param>
/// <param name="ClearExcludedNodes">Whether it may use all nodes again.</param>
public sealed record SetJob(
    int Id,
    JobProperties Properties,
    IReadOnlyList<string>? AddExcludedNodes = null,
    IReadOnlyList<string>? RemoveExcludedNodes = null,
    bool ClearExcludedNodes = false) : ISchedulerRequest<HpcJob>;
