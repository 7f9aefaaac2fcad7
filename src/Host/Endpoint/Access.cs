using HpcScheduler.Core;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Host.Endpoint;

/// <summary>
/// Who is admitted, and as what: the user whose scheduler it is, and root, as administrators; members as what they were added as; everybody else
/// on the machine as a user where the scheduler is the machine's, and not at all where it is a person's. The kernel says who it is.
/// </summary>
/// <param name="members">The members as of now.</param>
/// <param name="isMachine">Whether it is the machine's.</param>
internal sealed class Access(Func<IReadOnlyList<MemberRecord>> members, bool isMachine)
{
    private const uint Root = 0;
    private static readonly uint Owner = Posix.EffectiveUser();

    /// <summary>The names of those who are administrators whatever the members say.</summary>
    public static IReadOnlyList<string> FixedMembers { get; } = [.. new[] { NameOf(Owner), NameOf(Root) }.Distinct()];

    /// <summary>The caller behind a connection.</summary>
    /// <exception cref="SchedulerException">HpcPermissionDenied.</exception>
    public Caller CallerOf(PeerCredentials peer)
    {
        var who = peer.UserId == Owner ? FolderUser.Owner : peer.UserId == Root ? FolderUser.Root : FolderUser.Other;
        if (FolderRow.Of(who).Role is { } role)
            return new Caller(NameOf(peer.UserId), role);
        // Somebody without a name owns nothing that could be told from another's.
        var name = Accounts.Name(peer.UserId)
            ?? throw Refused($"User id {peer.UserId}", "this machine knows no such user");
        if (members().FirstOrDefault(member => member.Name == name) is { } member)
            return new Caller(member.Name, member.Role, MayActForOthers: !isMachine);
        return isMachine ? new Caller(name, UserRoles.User, MayActForOthers: false) : throw Refused(name, "it has no such member");
    }

    /// <summary>Whether it is an administrator's connection.</summary>
    public bool IsAdministrator(PeerCredentials peer)
    {
        try
        {
            return CallerOf(peer).IsAdministrator;
        }
        catch (SchedulerException)
        {
            return false;
        }
    }

    private static SchedulerException Refused(string who, string why) =>
        new(SchedulerErrors.PermissionDenied, null, who, $"use the scheduler of {NameOf(Owner)}: {why}");

    private static string NameOf(uint user) => user == Owner ? Environment.UserName : "root";
}
