using HpcScheduler.Core;
using HpcScheduler.Execution.Local.Unix;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="AddMember"/>. A name that the machine does not know would give nobody anything, and is refused.</summary>
internal sealed class AddMemberHandler(SchedulerLoop loop)
{
    public async Task<HpcMember> HandleAsync(AddMember request, Caller caller, CancellationToken cancellation)
    {
        if (Accounts.UserId(request.Name) is null)
            throw new SchedulerException(SchedulerErrors.UserNotFound, request.Name, request.Name);
        return MemberView.Of(await loop.AskAsync(core => core.Handle(request, caller)).ConfigureAwait(false));
    }
}
