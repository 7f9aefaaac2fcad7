namespace HpcScheduler.Unit.Contracts;

/// <summary>Roles as words.</summary>
public sealed class UserRoleListTests
{
    [Theory]
    [InlineData("User", UserRoles.User)]
    [InlineData("administrator", UserRoles.Administrator)]
    [InlineData(" JobOperator , User ", UserRoles.JobOperator | UserRoles.User)]
    [InlineData("JobAdministrator,JobAdministrator", UserRoles.JobAdministrator)]
    public void Words_are_read_in_letters_of_either_case(string text, UserRoles roles) => Assert.Equal(roles, UserRoleList.Parse(text));

    [Fact]
    public void Several_texts_are_read_together() =>
        Assert.Equal(UserRoleList.All, UserRoleList.Parse("User,Administrator", "JobOperator", "JobAdministrator"));

    [Fact]
    public void What_is_printed_can_be_read() =>
        Assert.All(Enumerable.Range(1, 15), number => Assert.Equal((UserRoles)number, UserRoleList.Parse(((UserRoles)number).ToString())));

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("Admin")]
    [InlineData("2")]
    [InlineData("AccessDenied")]
    [InlineData("User,Nobody")]
    public void Other_words_are_refused(string text)
    {
        var error = Assert.Throws<SchedulerException>(() => UserRoleList.Parse(text));

        Assert.Same(SchedulerErrors.ValueOutOfRange, error.Error);
        Assert.Contains("allowed is Administrator, JobAdministrator, JobOperator, User.", error.Message, StringComparison.Ordinal);
    }
}
