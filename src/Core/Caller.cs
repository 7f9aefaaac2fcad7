namespace HpcScheduler.Core;

/// <summary>Who asks. The host learns it from the kernel, never from the caller.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Role">What the user may do; <see cref="Policy.Permissions"/> says what that is.</param>
/// <param name="MayActForOthers">
/// Whether what this user says to be run may be run as another: of the machine's scheduler root alone may say so; all tasks of a person's run as that
/// person, whoever says it.
/// </param>
public sealed record Caller(string Name, UserRoles Role, bool MayActForOthers = true)
{
    /// <summary>Whether the user may do everything.</summary>
    public bool IsAdministrator => Role.HasFlag(UserRoles.Administrator);
}
