namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the roles of members.</summary>
public sealed class RoleCompleter() : WordCompleter(
    (nameof(UserRoles.Administrator), "may do everything"),
    (nameof(UserRoles.JobAdministrator), "may do everything with the jobs of everybody"),
    (nameof(UserRoles.JobOperator), "may look at, stop and queue again the jobs of everybody"),
    (nameof(UserRoles.User), "may have jobs"));
