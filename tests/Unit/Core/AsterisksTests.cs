using HpcScheduler.Core.Dispatch;

namespace HpcScheduler.Unit.Core;

/// <summary>The value of a sub-task in a text (scheduler reference, section 10).</summary>
public sealed class AsterisksTests
{
    [Theory]
    [InlineData("work *", 7, "work 7")]
    [InlineData("work ***", 7, "work 007")]
    [InlineData("work **", 123, "work 123")]
    [InlineData("*-**-***", 5, "5-05-005")]
    [InlineData("^*", 7, "*")]
    [InlineData("^^", 7, "^")]
    [InlineData("^x", 7, "^x")]
    [InlineData("^^*", 7, "^7")]
    [InlineData("^**", 7, "*7")]
    [InlineData("end^", 7, "end^")]
    [InlineData("**", -5, "-05")]
    [InlineData("nothing", 7, "nothing")]
    [InlineData("", 7, "")]
    public void A_run_of_asterisks_is_the_value_with_that_many_digits(string text, int value, string expected) =>
        Assert.Equal(expected, Asterisks.Replace(text, value));

    [Fact]
    public void No_text_stays_no_text() => Assert.Null(Asterisks.Replace(null, 1));

    [Fact]
    public void The_value_of_a_sweep_is_its_place_in_the_range()
    {
        var sweep = new TaskProperties { Type = TaskType.ParametricSweep, StartValue = 10, EndValue = 100, IncrementValue = 2 };
        Assert.Equal(10, Asterisks.ValueOf(sweep, 1));
        Assert.Equal(100, Asterisks.ValueOf(sweep, 46));
    }
}
