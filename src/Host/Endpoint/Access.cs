using HpcScheduler.Core;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Host.Endpoint;

/// <summary>
/// Who is admitted, and as what: the user whose scheduler it is, and root, as administrators; members as what they were added as; nobody else.
/// The socket is open to its owner alone, so for the time being no member comes as far as this.
/// </summary>
/// <param name="members">The members as of now.</param>
internal sealed class Access(Func<IReadOnlyList<MemberRecord>> members)
{
    private const uint Root = 0;
    private static readonly uint Owner = Posix.EffectiveUser();

    /// <summary>The names of those who are administrators whatever the members say.</summary>
    public static IReadOnlyList<string> FixedMembers { get; } = [.. new[] { NameOf(Owner), NameOf(Root) }.Distinct()];

    /// <summary>The caller behind a connection.</summary>
    /// <exception cref="SchedulerException">HpcPermissionDenied.</exception>
    public Caller CallerOf(PeerCredentials peer)
    {
        if (peer.UserId == Owner || peer.UserId == Root)
            return new Caller(NameOf(peer.UserId), UserRoles.Administrator);
        var name = Accounts.Name(peer.UserId);
        var member = members().FirstOrDefault(member => member.Name == name);
        return member is not null
            ? new Caller(member.Name, member.Role)
            : throw new SchedulerException(
                SchedulerErrors.PermissionDenied, null, name ?? $"User id {peer.UserId}", $"use the scheduler of {NameOf(Owner)}: it has no such member");
    }

    private static string NameOf(uint user) => user == Owner ? Environment.UserName : "root";
}
