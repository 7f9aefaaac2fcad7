namespace HpcScheduler.Protocol;

/// <summary>Takes roles from a member; one who has none left is no member any more. Jobs stay as they are. Administrators only.</summary>
/// <param name="Name">The member.</param>
/// <param name="Role">The roles, all of which the member must have; null for whatever there are.</param>
public sealed record RemoveMember(string Name, UserRoles? Role) : ISchedulerRequest<Done>;
