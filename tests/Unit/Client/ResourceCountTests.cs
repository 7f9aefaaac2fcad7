using HpcScheduler.Cmdlets;

namespace HpcScheduler.Unit.Client;

public sealed class ResourceCountTests
{
    [Theory]
    [InlineData("4", 4, 4)]
    [InlineData("1-4", 1, 4)]
    [InlineData(" 2 - 2 ", 2, 2)]
    [InlineData("2147483647", int.MaxValue, int.MaxValue)]
    public void A_count_is_a_maximum_or_a_minimum_and_a_maximum(string text, int minimum, int maximum)
    {
        Assert.Equal(new ResourceCount(minimum, maximum), ResourceCount.ParseForJob(text, "NumCores"));
        Assert.Equal(new ResourceCount(minimum, maximum), ResourceCount.ParseForTask(text, "NumCores"));
    }

    [Theory]
    [InlineData("*", null, null)]
    [InlineData("*-4", null, 4)]
    [InlineData("2-*", 2, null)]
    [InlineData("*-*", null, null)]
    public void A_side_of_a_job_may_be_computed(string text, int? minimum, int? maximum)
    {
        Assert.Equal(new ResourceCount(minimum, maximum), ResourceCount.ParseForJob(text, "NumCores"));
        Refused(() => ResourceCount.ParseForTask(text, "NumCores"), SchedulerErrors.InvalidResourceCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("3-")]
    [InlineData("1-2-3")]
    [InlineData("1.5")]
    [InlineData("+2")]
    [InlineData("0-2")]
    [InlineData("two")]
    [InlineData("2147483648")]
    public void Anything_else_is_refused(string text)
    {
        Refused(() => ResourceCount.ParseForJob(text, "NumCores"), SchedulerErrors.InvalidResourceCount);
        Refused(() => ResourceCount.ParseForTask(text, "NumCores"), SchedulerErrors.InvalidResourceCount);
    }

    [Fact]
    public void The_minimum_is_not_above_the_maximum() =>
        Refused(() => ResourceCount.ParseForJob("4-1", "NumCores"), SchedulerErrors.MinGreaterThanMax);

    private static void Refused(Func<ResourceCount> parse, SchedulerError error) =>
        Assert.Same(error, Assert.Throws<SchedulerException>(() => parse()).Error);
}
