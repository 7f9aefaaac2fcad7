namespace HpcScheduler.Unit.Contracts;

public sealed class RunTimeTextTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("30", 30)]
    [InlineData("1:0", 60)]
    [InlineData("1:30", 90)]
    [InlineData("23:59", 1439)]
    [InlineData("1:0:0", 1440)]
    [InlineData("10:2:3", (10 * 1440) + 123)]
    [InlineData("24855:3:14", (24855 * 1440) + 194)]
    public void A_run_time_and_its_text_stand_for_each_other(string text, int minutes)
    {
        Assert.Equal(TimeSpan.FromMinutes(minutes), RunTimeText.Parse(text, "RunTime"));
        Assert.Equal(text, RunTimeText.ToText(TimeSpan.FromMinutes(minutes)));
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("0:0:30", 30)]
    [InlineData("0:100", 100)]
    [InlineData("001", 1)]
    [InlineData("0:25:61", (25 * 60) + 61)]
    [InlineData("35791394", 35791394)]
    public void Other_ways_to_write_it_are_read(string text, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), RunTimeText.Parse(text, "RunTime"));

    [Theory]
    [InlineData("Infinite")]
    [InlineData("infinite")]
    [InlineData("INFINITE")]
    [InlineData("0")]
    [InlineData("0:0:0")]
    public void No_limit_is_zero(string text)
    {
        Assert.Equal(TimeSpan.Zero, RunTimeText.Parse(text, "RunTime"));
        Assert.Equal("Infinite", RunTimeText.ToText(TimeSpan.Zero));
        Assert.Equal("Infinite", RunTimeText.ToText(null));
    }

    [Theory]
    [InlineData("90 seconds", 90)]
    [InlineData("90s", 90)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.12:00", 129600)]
    [InlineData("1.12:00:00", 129600)]
    [InlineData("0.5s", 1)]
    public void Units_and_days_before_a_dot_leave_no_doubt(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RunTimeText.Parse(text, "RunTime"));

    [Fact]
    public void Seconds_have_no_place_in_the_syntax_but_with_their_unit() => Assert.Equal("90 seconds", RunTimeText.ToText(TimeSpan.FromSeconds(90)));

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("1:")]
    [InlineData(":1")]
    [InlineData("1::1")]
    [InlineData("1:2:3:4")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.5")]
    [InlineData(" 1")]
    [InlineData("1 :1")]
    [InlineData("Infinity")]
    [InlineData("٣")]
    [InlineData("2147483648")]
    [InlineData("2147483647:0:0")]
    [InlineData("2147483647:2147483647:2147483647")]
    [InlineData("24855:3:15")]
    [InlineData("35791395")]
    public void Anything_else_is_refused(string text)
    {
        var error = Assert.Throws<SchedulerException>(() => RunTimeText.Parse(text, "RunTime"));

        Assert.Same(SchedulerErrors.InvalidRunTime, error.Error);
        Assert.Equal(text, error.Target);
        Assert.StartsWith($"-RunTime '{text}'", error.Message, StringComparison.Ordinal);
    }
}
