namespace HpcScheduler.Unit.Contracts;

/// <summary>Where nodes stand.</summary>
public sealed class NodeLocationTests
{
    [Theory]
    [InlineData(@"\a", @"\A", true)]
    [InlineData(@"\a\b\c", @"\a", true)]
    [InlineData(@"\a\b\c", @"\a\b", true)]
    [InlineData(@"\ab", @"\a", false)]
    [InlineData(@"\a", @"\a\b", false)]
    [InlineData("", @"\a", false)]
    [InlineData("", "", true)]
    public void A_location_has_what_is_below_it(string location, string whole, bool isWithin) =>
        Assert.Equal(isWithin, NodeLocation.IsWithin(location, whole));

    [Fact]
    public void Parts_make_a_location()
    {
        Assert.Equal(@"\a", NodeLocation.Join("a", null, null));
        Assert.Equal(@"\a\b\c", NodeLocation.Join("a", "b", "c"));
        Assert.Same(SchedulerErrors.InvalidLocation, Assert.Throws<SchedulerException>(() => NodeLocation.Join("a", "", null)).Error);
        Assert.Same(SchedulerErrors.InvalidLocation, Assert.Throws<SchedulerException>(() => NodeLocation.Join(@"a\b", "c", "d")).Error);
    }
}
