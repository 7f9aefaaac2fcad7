using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Core.Records;
using HpcScheduler.Host.Endpoint;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="GetMember"/>: those who are members by themselves among those who were added.</summary>
internal sealed class GetMemberHandler(SchedulerLoop loop)
{
    public async IAsyncEnumerable<Line<HpcMember>> HandleAsync(GetMember request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var members = loop.Members
            .ExceptBy(Access.FixedMembers, member => member.Name)
            .Concat(Access.FixedMembers.Select(name => new MemberRecord(name, UserRoles.Administrator)))
            .Where(member => request.Role is not { } role || (member.Role & role) != 0)
            .OrderBy(member => member.Name, StringComparer.Ordinal);
        foreach (var member in members)
            yield return new Line<HpcMember> { Item = MemberView.Of(member) };
    }
}
