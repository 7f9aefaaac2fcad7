namespace HpcScheduler.Core.Records;

/// <summary>A user who may use the scheduler.</summary>
/// <param name="Name">The name of the user on the machine.</param>
/// <param name="Role">What the user may do; never nothing.</param>
public sealed record MemberRecord(string Name, UserRoles Role);
