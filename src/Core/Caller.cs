namespace HpcScheduler.Core;

/// <summary>Who asks. The host learns it from the kernel, never from the caller.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Role">What the user may do; <see cref="Policy.Permissions"/> says what that is.</param>
public sealed record Caller(string Name, UserRoles Role)
{
    /// <summary>Whether the user may do everything.</summary>
    public bool IsAdministrator => Role.HasFlag(UserRoles.Administrator);
}
