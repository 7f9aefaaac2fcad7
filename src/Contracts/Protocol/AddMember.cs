namespace HpcScheduler.Protocol;

/// <summary>Lets a user use the scheduler; one who may already has the roles afterwards beside those of before. Administrators only.</summary>
/// <param name="Name">A user of the scheduler's machine.</param>
/// <param name="Role">What the user may do.</param>
public sealed record AddMember(string Name, UserRoles Role) : ISchedulerRequest<HpcMember>;
