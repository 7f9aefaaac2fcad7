using HpcScheduler.Core.Records;
using HpcScheduler.Host.Endpoint;

namespace HpcScheduler.Host.Handlers;

/// <summary>A member as users see it.</summary>
internal static class MemberView
{
    public static HpcMember Of(MemberRecord member) => new()
    {
        Name = member.Name,
        Role = member.Role,
        IsFixed = Access.FixedMembers.Contains(member.Name),
    };
}
