namespace HpcScheduler;

/// <summary>Roles as words: Administrator, JobAdministrator, JobOperator, User.</summary>
public static class UserRoleList
{
    /// <summary>Every role together.</summary>
    public const UserRoles All = UserRoles.Administrator | UserRoles.JobAdministrator | UserRoles.JobOperator | UserRoles.User;

    private static readonly UserRoles[] Ordered =
        [UserRoles.Administrator, UserRoles.JobAdministrator, UserRoles.JobOperator, UserRoles.User];

    /// <summary>The roles of a set, those that may do most first.</summary>
    public static IEnumerable<UserRoles> Of(UserRoles roles) => Ordered.Where(role => roles.HasFlag(role));

    /// <summary>Reads what a user gave, in letters of either case, several with commas between in one text or in several.</summary>
    /// <exception cref="SchedulerException"><see cref="SchedulerErrors.ValueOutOfRange"/> for any other word, and for none.</exception>
    public static UserRoles Parse(params IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var roles = UserRoles.AccessDenied;
        foreach (var word in texts.SelectMany(NameList.Items))
        {
            var role = Ordered.FirstOrDefault(role => role.ToString().Equals(word, StringComparison.OrdinalIgnoreCase));
            roles |= role != UserRoles.AccessDenied ? role : throw NoRole(word);
        }

        return roles != UserRoles.AccessDenied ? roles : throw NoRole("");
    }

    /// <summary>The error for a role that is none.</summary>
    public static SchedulerException NoRole(object role) =>
        new(SchedulerErrors.ValueOutOfRange, role, "Role", $"'{role}'", string.Join(", ", Ordered));
}
