namespace HpcScheduler.Protocol;

/// <summary>Changes a node group. Null leaves a value as it is. Administrators only.</summary>
/// <param name="Id">The group.</param>
/// <param name="Name">Its new name; not of a group that always exists.</param>
/// <param name="Description">What it is for.</param>
public sealed record SetGroup(int Id, string? Name, string? Description) : ISchedulerRequest<HpcGroup>;
