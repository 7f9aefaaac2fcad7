namespace HpcScheduler.Unit.Contracts;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("plain, übung, 日本, 😀", "plain, übung, 日本, 😀")]
    [InlineData("a\u001b[2J", "a␛[2J")]
    [InlineData("a\a\b\t\r\nb", "a␇␈␉␍␊b")]
    [InlineData("\u007f", "\u2421")]
    [InlineData("\u009b31m", "<U+009B>31m")]
    [InlineData("\u202eabc\u2066", "<U+202E>abc<U+2066>")]
    [InlineData("a\u2028b", "a<U+2028>b")]
    [InlineData("", "")]
    public void Nothing_is_left_that_does_something_to_a_terminal(string text, string shown)
    {
        Assert.Equal(shown, PlainText.Line(text));
        Assert.DoesNotContain(PlainText.Line(text), PlainText.IsControl);
    }

    [Fact]
    public void Lines_stay_lines_where_they_may()
    {
        Assert.Equal("a\r\n\tb\n␍c", PlainText.Lines("a\r\n\tb\n\rc"));
        Assert.Equal("␛", PlainText.Lines("\u001b"));
    }

    [Fact]
    public void A_list_is_shown_as_PowerShell_does() => Assert.Equal("{A=1, B=␛}", PlainText.Line(new List<string> { "A=1", "B=\u001b" }));

    [Fact]
    public void An_error_says_what_was_given_in_plain_text_and_keeps_it_whole()
    {
        var error = new SchedulerException(SchedulerErrors.NodeNotFound, "a\u001b]0;x\a", "a\u001b]0;x\a");
        Assert.DoesNotContain(error.Message, PlainText.IsControl);
        Assert.Equal("a\u001b]0;x\a", error.Target);
    }
}
