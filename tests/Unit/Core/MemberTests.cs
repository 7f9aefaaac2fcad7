using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>Members come and go (scheduler reference, section 1.2).</summary>
public sealed class MemberTests
{
    private readonly CoreHarness _harness = new();

    [Fact]
    public void Who_is_added_is_a_member_with_the_role_and_stays_one_after_a_restart()
    {
        Assert.Equal(new MemberRecord("bob", UserRoles.User), Add("bob", UserRoles.User));
        Add("ann", UserRoles.JobOperator | UserRoles.User);
        _harness.Restart();

        Assert.Equal([new("ann", UserRoles.JobOperator | UserRoles.User), new MemberRecord("bob", UserRoles.User)], _harness.Core.Members);
    }

    [Fact]
    public void A_role_that_is_added_stands_beside_those_of_before()
    {
        Add("bob", UserRoles.User);

        Assert.Equal(UserRoles.User | UserRoles.JobOperator, Add("bob", UserRoles.JobOperator).Role);
        Assert.Equal(UserRoles.User | UserRoles.JobOperator, Assert.Single(_harness.Core.Members).Role);
    }

    [Fact]
    public void Names_differ_by_the_case_of_their_letters()
    {
        Add("bob", UserRoles.User);
        Add("Bob", UserRoles.JobOperator);

        Assert.Equal(2, _harness.Core.Members.Count);
    }

    [Fact]
    public void Roles_are_taken_one_by_one_and_who_has_none_left_is_no_member()
    {
        Add("bob", UserRoles.User | UserRoles.JobOperator);
        Remove("bob", UserRoles.User);
        Assert.Equal(UserRoles.JobOperator, Assert.Single(_harness.Core.Members).Role);

        Remove("bob", UserRoles.JobOperator);
        Assert.Empty(_harness.Core.Members);
        _harness.Restart();
        Assert.Empty(_harness.Core.Members);
    }

    [Fact]
    public void Without_a_role_all_are_taken()
    {
        Add("bob", UserRoles.User | UserRoles.Administrator);
        Remove("bob", null);

        Assert.Empty(_harness.Core.Members);
    }

    [Fact]
    public void Who_was_added_and_removed_in_one_turn_was_never_there()
    {
        _harness.Turn(core =>
        {
            core.Handle(new AddMember("bob", UserRoles.User), CoreHarness.Administrator);
            return core.Handle(new RemoveMember("bob", null), CoreHarness.Administrator);
        });
        _harness.Restart();

        Assert.Empty(_harness.Core.Members);
    }

    [Fact]
    public void A_role_that_the_member_does_not_have_cannot_be_taken_and_none_is()
    {
        Add("bob", UserRoles.User);

        var error = Assert.Throws<SchedulerException>(() => Remove("bob", UserRoles.User | UserRoles.Administrator));

        Assert.Same(SchedulerErrors.MemberLacksRole, error.Error);
        Assert.StartsWith("'bob' has not the role Administrator, but User.", error.Message, StringComparison.Ordinal);
        Assert.Equal(UserRoles.User, Assert.Single(_harness.Core.Members).Role);
    }

    [Fact]
    public void Who_is_no_member_cannot_be_removed() =>
        Assert.Same(SchedulerErrors.MemberNotFound, Assert.Throws<SchedulerException>(() => Remove("bob", null)).Error);

    [Fact]
    public void Who_the_scheduler_belongs_to_cannot_be_removed_and_needs_no_role()
    {
        Assert.Same(SchedulerErrors.MemberIsFixed, Assert.Throws<SchedulerException>(() => Remove(CoreHarness.Fixed, null)).Error);
        Assert.Equal(UserRoles.Administrator, Add(CoreHarness.Fixed, UserRoles.User).Role);
        Assert.Empty(_harness.Core.Members);
    }

    [Theory]
    [InlineData(UserRoles.AccessDenied)]
    [InlineData((UserRoles)16)]
    [InlineData((UserRoles)(-1))]
    public void A_role_that_is_none_is_refused(UserRoles role)
    {
        Assert.Same(SchedulerErrors.ValueOutOfRange, Assert.Throws<SchedulerException>(() => Add("bob", role)).Error);
        Assert.Same(SchedulerErrors.ValueOutOfRange, Assert.Throws<SchedulerException>(() => Remove("bob", role)).Error);
        Assert.Empty(_harness.Core.Members);
    }

    [Fact]
    public void A_member_has_a_name() =>
        Assert.Same(SchedulerErrors.UserNotFound, Assert.Throws<SchedulerException>(() => Add("", UserRoles.User)).Error);

    [Fact]
    public void Members_are_for_administrators_to_change()
    {
        Assert.Same(SchedulerErrors.PermissionDenied, Assert.Throws<SchedulerException>(
            () => _harness.Turn(core => core.Handle(new AddMember("owner", UserRoles.Administrator), CoreHarness.Owner))).Error);
        Assert.Same(SchedulerErrors.PermissionDenied, Assert.Throws<SchedulerException>(
            () => _harness.Turn(core => core.Handle(new RemoveMember("admin", null), CoreHarness.Owner))).Error);
    }

    private MemberRecord Add(string name, UserRoles role) =>
        _harness.Turn(core => core.Handle(new AddMember(name, role), CoreHarness.Administrator));

    private void Remove(string name, UserRoles? role) =>
        _harness.Turn(core => core.Handle(new RemoveMember(name, role), CoreHarness.Administrator));
}
