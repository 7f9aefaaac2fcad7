namespace HpcScheduler.Unit.Contracts;

public sealed class LicenseListTests
{
    [Fact]
    public void Several_stand_in_one_text_or_in_several() =>
        Assert.Equal(["matlab:2", "ansys:*", "fluent:1"], LicenseList.Check(["matlab:2, ansys:*", "fluent : 1"]));

    [Fact]
    public void Nothing_is_an_empty_list() => Assert.Empty(LicenseList.Check([""]));

    [Theory]
    [InlineData("matlab")]
    [InlineData("matlab:")]
    [InlineData(":1")]
    [InlineData("matlab:0")]
    [InlineData("matlab:-1")]
    [InlineData("matlab:1.5")]
    [InlineData("matlab:**")]
    [InlineData("matlab:two")]
    [InlineData("matlab:1:2")]
    [InlineData("matlab:2147483648")]
    public void Anything_else_is_refused(string text) => Refused([text], SchedulerErrors.WrongLicenseFormat);

    [Theory]
    [InlineData("matlab:1,matlab:1")]
    [InlineData("matlab:1,MATLAB:*")]
    public void A_feature_is_named_once(string text) => Refused([text], SchedulerErrors.DuplicateLicenseFeature);

    [Fact]
    public void The_whole_list_may_be_as_long_as_the_limit()
    {
        string[] longest = ["a:1", new string('f', Limits.License - 6) + ":1"];
        Assert.Equal(Limits.License, string.Join(',', longest).Length);

        Assert.Equal(longest, LicenseList.Check(longest));
        Refused([.. longest, "b:1"], SchedulerErrors.ValueTooLong);
    }

    private static void Refused(string[] licenses, SchedulerError error) =>
        Assert.Same(error, Assert.Throws<SchedulerException>(() => LicenseList.Check(licenses)).Error);
}
