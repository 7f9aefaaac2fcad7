using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Gives a user roles, beside those of before (scheduler reference, section 1.2).</summary>
internal static class AddMemberRules
{
    public static MemberRecord Handle(Turn turn, AddMember request, Caller caller)
    {
        Permissions.Check<AddMember>(caller);
        CheckRole(request.Role);
        if (request.Name.Length == 0)
            throw new SchedulerException(SchedulerErrors.UserNotFound, "", "");
        // Such a user has every role already.
        if (turn.FixedMembers.Contains(request.Name))
            return new MemberRecord(request.Name, UserRoles.Administrator);
        var before = turn.Ledger.FindMember(request.Name);
        var member = new MemberRecord(request.Name, (before?.Role ?? UserRoles.AccessDenied) | request.Role);
        if (member != before)
            turn.Ledger.SetMember(member);
        return member;
    }

    /// <summary>Refuses a role that is none.</summary>
    /// <exception cref="SchedulerException">HpcValueOutOfRange.</exception>
    public static void CheckRole(UserRoles role)
    {
        if (role == UserRoles.AccessDenied || (role & ~UserRoleList.All) != 0)
            throw UserRoleList.NoRole(role);
    }
}
