namespace HpcScheduler.Unit.Contracts;

public sealed class ExpandedPriorityTests
{
    [Theory]
    [InlineData(0, "Lowest")]
    [InlineData(5, "Lowest+5")]
    [InlineData(500, "Lowest+500")]
    [InlineData(501, "BelowNormal-499")]
    [InlineData(999, "BelowNormal-1")]
    [InlineData(1000, "BelowNormal")]
    [InlineData(2000, "Normal")]
    [InlineData(2005, "Normal+5")]
    [InlineData(2500, "Normal+500")]
    [InlineData(2501, "AboveNormal-499")]
    [InlineData(3000, "AboveNormal")]
    [InlineData(3500, "AboveNormal+500")]
    [InlineData(3501, "Highest-499")]
    [InlineData(4000, "Highest")]
    public void A_number_and_its_text_stand_for_each_other(int number, string text)
    {
        Assert.Equal(text, ExpandedPriority.ToText(number));
        Assert.Equal(number, ExpandedPriority.Parse(text));
    }

    [Fact]
    public void Every_number_comes_back() =>
        Assert.All(Enumerable.Range(0, 4001), number => Assert.Equal(number, ExpandedPriority.Parse(ExpandedPriority.ToText(number))));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("4000", 4000)]
    [InlineData("normal", 2000)]
    [InlineData("HIGHEST-1", 3999)]
    [InlineData("Normal+2000", 4000)]
    [InlineData("Normal-2000", 0)]
    [InlineData("Normal+0", 2000)]
    public void Other_ways_to_write_it_are_read(string text, int number) => Assert.Equal(number, ExpandedPriority.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("4001")]
    [InlineData("-1")]
    [InlineData("+5")]
    [InlineData("2.5")]
    [InlineData("Urgent")]
    [InlineData("Normal +5")]
    [InlineData(" Normal")]
    [InlineData("Normal+")]
    [InlineData("Normal+x")]
    [InlineData("Normal+5+5")]
    [InlineData("Highest+1")]
    [InlineData("Lowest-1")]
    [InlineData("Normal+99999999999")]
    public void Anything_else_is_refused(string text)
    {
        var error = Assert.Throws<SchedulerException>(() => ExpandedPriority.Parse(text));

        Assert.Same(SchedulerErrors.InvalidPriority, error.Error);
        Assert.Equal(text, error.Target);
    }
}
