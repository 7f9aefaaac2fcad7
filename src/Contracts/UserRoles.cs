namespace HpcScheduler;

/// <summary>
/// What a member of a scheduler may do (scheduler reference, sections 1.1 and 1.2); a member may have several roles. docs/permissions.md says
/// which role may do what.
/// </summary>
[Flags]
public enum UserRoles : long
{
    /// <summary>Nothing: who is no member.</summary>
    AccessDenied = 0,

    /// <summary>Jobs of one's own.</summary>
    User = 1,

    /// <summary>Everything.</summary>
    Administrator = 2,

    /// <summary>Jobs of everybody, but no settings of the scheduler.</summary>
    JobAdministrator = 4,

    /// <summary>Jobs of one's own; those of others to be looked at, stopped and queued again.</summary>
    JobOperator = 8,
}
