namespace HpcScheduler.Core.Policy;

/// <summary>Who may send one kind of request.</summary>
/// <param name="Request">Its type.</param>
/// <param name="Act">What it does, after "may not".</param>
/// <param name="Administrator">How far an Administrator may.</param>
/// <param name="JobAdministrator">How far a JobAdministrator may.</param>
/// <param name="JobOperator">How far a JobOperator may.</param>
/// <param name="User">How far a User may.</param>
public sealed record PermissionRow(
    Type Request, string Act, PermissionScope Administrator, PermissionScope JobAdministrator, PermissionScope JobOperator, PermissionScope User)
{
    /// <summary>How far somebody with these roles may: as far as the one that may most.</summary>
    public PermissionScope Of(UserRoles roles)
    {
        var most = PermissionScope.Refused;
        Take(UserRoles.Administrator, Administrator);
        Take(UserRoles.JobAdministrator, JobAdministrator);
        Take(UserRoles.JobOperator, JobOperator);
        Take(UserRoles.User, User);
        return most;

        void Take(UserRoles role, PermissionScope scope)
        {
            if (roles.HasFlag(role) && scope > most)
                most = scope;
        }
    }
}
