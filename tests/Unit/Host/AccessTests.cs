using HpcScheduler.Core.Records;
using HpcScheduler.Execution.Local.Unix;
using HpcScheduler.Host;
using HpcScheduler.Host.Endpoint;

namespace HpcScheduler.Unit.Host;

/// <summary>Who is admitted, and as what.</summary>
public sealed class AccessTests
{
    // Users that every Linux has, neither of whom runs the tests.
    private const string Member = "daemon";
    private const string Stranger = "nobody";

    private readonly List<MemberRecord> _members = [];
    private readonly Access _access;

    public AccessTests() => _access = new Access(() => _members, isMachine: false);

    [Fact]
    public void Who_runs_the_host_is_an_administrator_by_name()
    {
        var caller = _access.CallerOf(new PeerCredentials(1, Posix.EffectiveUser()));

        Assert.Equal((Environment.UserName, UserRoles.Administrator), (caller.Name, caller.Role));
    }

    [Fact]
    public void So_is_root_whatever_the_members_say()
    {
        _members.Add(new MemberRecord("root", UserRoles.User));

        Assert.Equal(("root", UserRoles.Administrator), (Of(0).Name, Of(0).Role));
        Assert.Contains("root", Access.FixedMembers);
    }

    [Fact]
    public void A_member_is_what_it_was_added_as()
    {
        _members.Add(new MemberRecord(Member, UserRoles.JobOperator));

        Assert.Equal((Member, UserRoles.JobOperator), (Of(Member).Name, Of(Member).Role));
    }

    [Fact]
    public void What_changes_counts_from_the_next_request_on()
    {
        _members.Add(new MemberRecord(Member, UserRoles.User));
        Assert.Equal(UserRoles.User, Of(Member).Role);

        _members[0] = new MemberRecord(Member, UserRoles.Administrator);

        Assert.Equal(UserRoles.Administrator, Of(Member).Role);
    }

    [Fact]
    public void Who_is_no_member_is_refused_by_name()
    {
        _members.Add(new MemberRecord(Member, UserRoles.User));

        var error = Assert.Throws<SchedulerException>(() => Of(Stranger));

        Assert.Same(SchedulerErrors.PermissionDenied, error.Error);
        Assert.StartsWith($"{Stranger} may not use the scheduler of {Environment.UserName}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_the_machines_scheduler_everybody_is_a_user_and_a_member_what_it_was_added_as()
    {
        var access = new Access(() => _members, isMachine: true);
        _members.Add(new MemberRecord(Member, UserRoles.JobOperator));

        Assert.Equal(UserRoles.JobOperator, access.CallerOf(new PeerCredentials(1, Accounts.UserId(Member)!.Value)).Role);
        Assert.Equal((Stranger, UserRoles.User), access.CallerOf(new PeerCredentials(1, Accounts.UserId(Stranger)!.Value)) is { } caller ? (caller.Name, caller.Role) : default);
        Assert.Throws<SchedulerException>(() => access.CallerOf(new PeerCredentials(1, 0x7ffffff1)));
    }

    [Fact]
    public void A_user_without_a_name_is_refused_by_number()
    {
        const uint Nameless = 0x7ffffff1;

        Assert.StartsWith($"User id {Nameless} may not", Assert.Throws<SchedulerException>(() => Of(Nameless)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Accounts_are_found_by_name_and_by_number()
    {
        Assert.Equal(0u, Accounts.UserId("root"));
        Assert.Equal("root", Accounts.Name(0));
        Assert.Equal(Member, Accounts.Name(Accounts.UserId(Member)!.Value));
        Assert.Null(Accounts.UserId("no such user"));
        Assert.Null(Accounts.UserId(""));
        Assert.Null(Accounts.UserId("root\0"));
    }

    private HpcScheduler.Core.Caller Of(string name) => Of(Accounts.UserId(name)!.Value);

    private HpcScheduler.Core.Caller Of(uint user) => _access.CallerOf(new PeerCredentials(1, user));
}
