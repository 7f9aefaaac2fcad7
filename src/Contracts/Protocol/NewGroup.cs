namespace HpcScheduler.Protocol;

/// <summary>Makes a node group without nodes. Administrators only.</summary>
/// <param name="Name">Its name, at most <see cref="Limits.NodeGroupName"/> characters.</param>
/// <param name="Description">What it is for.</param>
public sealed record NewGroup(string Name, string Description) : ISchedulerRequest<HpcGroup>;
