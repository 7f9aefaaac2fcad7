namespace HpcScheduler.Protocol;

/// <summary>Lists the members, in the order of their names.</summary>
/// <param name="Role">Those who have one of these roles; null for all.</param>
public sealed record GetMember(UserRoles? Role) : ISchedulerQuery<HpcMember>;
