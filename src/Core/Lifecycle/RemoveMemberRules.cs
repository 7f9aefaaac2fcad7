using HpcScheduler.Core.Policy;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Takes roles from a member (scheduler reference, section 1.2). The jobs of the member stay as they are.</summary>
internal static class RemoveMemberRules
{
    public static void Handle(Turn turn, RemoveMember request, Caller caller)
    {
        Permissions.Check<RemoveMember>(caller);
        if (request.Role is { } role)
            AddMemberRules.CheckRole(role);
        if (turn.FixedMembers.Contains(request.Name))
            throw new SchedulerException(SchedulerErrors.MemberIsFixed, request.Name, request.Name);
        var member = turn.Ledger.FindMember(request.Name)
            ?? throw new SchedulerException(SchedulerErrors.MemberNotFound, request.Name, request.Name);
        var taken = request.Role ?? member.Role;
        if ((taken & ~member.Role) != 0)
            throw new SchedulerException(SchedulerErrors.MemberLacksRole, request.Name, request.Name, taken & ~member.Role, member.Role);
        turn.Ledger.SetMember(member with { Role = member.Role & ~taken });
    }
}
