namespace HpcScheduler.Issues;

/// <summary>A wait of 24:00:00 was one of 24 days, and 24:00 was refused, since a clock of PowerShell's TimeSpan has 23 hours at most.</summary>
public sealed class DayOfHoursIsReadAsDays
{
    [Theory]
    [InlineData("24:00:00")]
    [InlineData("24:00")]
    public void Twenty_four_hours_are_a_day(string text)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromDays(1), duration);
    }
}
