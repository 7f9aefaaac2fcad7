using HpcScheduler.Storage;

namespace HpcScheduler.Unit.Storage;

public sealed class WildcardTests
{
    [Theory]
    [InlineData("nightly", "Nightly")]
    [InlineData("*", "")]
    [InlineData("**", "x")]
    [InlineData("", "")]
    [InlineData("a*c", "abbbc")]
    [InlineData("a*c*e", "abcde")]
    [InlineData("*b", "abab")]
    [InlineData("?", "x")]
    [InlineData("job[0-9]?", "Job7x")]
    [InlineData("[abc]x", "Bx")]
    [InlineData("[a-]x", "-x")]
    [InlineData("a`*b", "a*b")]
    [InlineData("a[b", "a[b")]
    [InlineData("a[]b", "a[]b")]
    [InlineData("a`[b]", "a[b]")]
    [InlineData("trailing`", "trailing`")]
    [InlineData("über*", "ÜBERALL")]
    [InlineData("*🚀*", "go 🚀 go")]
    public void A_text_that_is_as_the_pattern_says_matches(string pattern, string text) => Assert.True(new Wildcard(pattern).Matches(text));

    [Theory]
    [InlineData("nightly", "nightly 2")]
    [InlineData("", "x")]
    [InlineData("?", "")]
    [InlineData("a?c", "ac")]
    [InlineData("*b", "aba")]
    [InlineData("[a-c]x", "dx")]
    [InlineData("a`*b", "axb")]
    [InlineData("a.c", "abc")]
    public void Another_text_does_not(string pattern, string text) => Assert.False(new Wildcard(pattern).Matches(text));

    [Fact]
    public void A_pattern_made_to_be_slow_is_not() =>
        Assert.False(new Wildcard(string.Concat(Enumerable.Repeat("*a", 60)) + "b").Matches(new string('a', 20_000)));
}
