using HpcScheduler.Core;

namespace HpcScheduler.Host.Endpoint;

/// <summary>Who may do what on a personal scheduler: the user whose it is, and root, everything; others nothing.</summary>
internal sealed class Access
{
    private const uint Root = 0;
    private readonly uint _owner = Posix.EffectiveUser();

    /// <summary>The caller behind a connection.</summary>
    /// <exception cref="SchedulerException">HpcPermissionDenied.</exception>
    public Caller CallerOf(PeerCredentials peer)
    {
        if (peer.UserId == _owner)
            return new Caller(Environment.UserName, IsAdministrator: true);
        return peer.UserId == Root
            ? new Caller("root", IsAdministrator: true)
            : throw new SchedulerException(
                SchedulerErrors.PermissionDenied, null, $"User id {peer.UserId}", $"use the scheduler of {Environment.UserName}");
    }
}
