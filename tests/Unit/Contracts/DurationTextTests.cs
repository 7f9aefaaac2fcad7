namespace HpcScheduler.Unit.Contracts;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("90", 90)]
    [InlineData("0", 0)]
    [InlineData("0.5", 0.5)]
    [InlineData("00:01:30", 90)]
    [InlineData("1:30", 5400)]
    [InlineData("24:00", 86400)]
    [InlineData("24:00:00", 86400)]
    [InlineData("36:30:00", 131400)]
    [InlineData("1.12:00", 129600)]
    [InlineData("1.12:00:00", 129600)]
    [InlineData("1:12:00:00", 129600)]
    [InlineData("0:0:1.25", 1.25)]
    [InlineData("5m", 300)]
    [InlineData("5 min", 300)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5H", 5400)]
    [InlineData("2 days", 172800)]
    [InlineData("90 seconds", 90)]
    [InlineData("250ms", 0.25)]
    [InlineData(" 5m ", 300)]
    public void A_duration_is_read_as_people_write_it(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("-0:01")]
    [InlineData("1:60")]
    [InlineData("1:00:60")]
    [InlineData("1.24:00")]
    [InlineData("1:2:3:4:5")]
    [InlineData("5 x")]
    [InlineData("m5")]
    [InlineData("1,5")]
    [InlineData("99999999999999999999d")]
    [InlineData("999999999999999")]
    [InlineData("٣")]
    public void What_is_no_duration_is_not_read(string? text) => Assert.False(DurationText.TryParse(text, out _));

    [Fact]
    public void A_long_text_is_looked_at_in_no_time() => Assert.False(DurationText.TryParse(string.Concat(Enumerable.Repeat("1d ", 50_000)) + "x", out _));

    [Fact]
    public void What_a_TimeSpan_writes_is_read_as_the_same()
    {
        foreach (var seconds in new[] { 0.0, 1, 59, 60, 3599, 86_399, 86_400, 1_000_000, 0.001 })
        {
            var span = TimeSpan.FromSeconds(seconds);
            Assert.True(DurationText.TryParse(span.ToString(), out var read));
            Assert.Equal(span, read);
        }
    }
}
