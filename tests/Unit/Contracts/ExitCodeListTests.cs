namespace HpcScheduler.Unit.Contracts;

public sealed class ExitCodeListTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Nothing_stands_for_zero_alone(string? text)
    {
        Check(text, [0], [1, -1, int.MinValue, int.MaxValue]);
        Assert.Same(ExitCodeList.Parse(null, "ValidExitCodes"), ExitCodeList.Parse(text, "ValidExitCodes"));
    }

    [Fact]
    public void Codes_that_are_named_replace_zero() => Check("3", [3], [0, 2, 4]);

    [Fact]
    public void Numbers_and_ranges_mix() =>
        Check("0, 10..20 ,-5,100..max", [0, 10, 15, 20, -5, 100, int.MaxValue], [1, 9, 21, -4, -6, 99, int.MinValue]);

    [Theory]
    [InlineData("7..3")]
    [InlineData("3..7")]
    public void A_range_may_be_reversed(string text) => Check(text, [3, 5, 7], [2, 8]);

    [Theory]
    [InlineData("min..-1")]
    [InlineData("MIN..-1")]
    [InlineData("-1..Min")]
    [InlineData("-2147483648..-1")]
    public void The_lowest_code_has_a_name(string text) => Check(text, [int.MinValue, -1], [0, int.MaxValue]);

    [Theory]
    [InlineData("1..max")]
    [InlineData("MAX..1")]
    [InlineData("1..2147483647")]
    public void The_highest_code_has_a_name(string text) => Check(text, [1, int.MaxValue], [0, int.MinValue]);

    [Fact]
    public void Ranges_may_overlap_hold_each_other_and_touch() => Check(
        "0..100,5..6,90..110,111,-3..-2,-1,min..min,max..max",
        [0, 50, 110, 111, -3, -1, int.MinValue, int.MaxValue],
        [112, -4, int.MaxValue - 1]);

    [Fact]
    public void All_codes_are_a_range() => Check("min..max", [int.MinValue, 0, int.MaxValue], []);

    [Theory]
    [InlineData("..", "lacks an end")]
    [InlineData("5..", "lacks an end")]
    [InlineData("..5", "lacks an end")]
    [InlineData("1..2..3", "'2..3'")]
    [InlineData("1...3", "'.3'")]
    [InlineData("min", "'min'")]
    [InlineData("max", "'max'")]
    [InlineData(",", "empty")]
    [InlineData("1,", "empty")]
    [InlineData("1,,2", "empty")]
    [InlineData(" ", "empty")]
    [InlineData("one", "'one'")]
    [InlineData("1.5", "'1.5'")]
    [InlineData("0x10", "'0x10'")]
    [InlineData("2147483648", "'2147483648'")]
    [InlineData("-2147483649..0", "'-2147483649'")]
    [InlineData("1;2", "'1;2'")]
    [InlineData("1 2", "'1 2'")]
    [InlineData("--1", "'--1'")]
    [InlineData("٣", "'٣'")]
    public void Anything_else_is_refused_with_its_reason(string text, string why)
    {
        var error = Assert.Throws<SchedulerException>(() => ExitCodeList.Parse(text, "ValidExitCodes"));

        Assert.Same(SchedulerErrors.InvalidExitCodes, error.Error);
        Assert.Equal(text, error.Target);
        Assert.StartsWith($"-ValidExitCodes '{text}' is not a list of exit codes: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_may_be_as_long_as_the_limit()
    {
        var longest = string.Join(',', Enumerable.Repeat("1", Limits.ExitCodes / 2)) + "0";
        Assert.Equal(Limits.ExitCodes, longest.Length);

        Assert.True(ExitCodeList.Parse(longest, "ValidExitCodes").Contains(10));
        var error = Assert.Throws<SchedulerException>(() => ExitCodeList.Parse(longest + "0", "ValidExitCodes"));
        Assert.Same(SchedulerErrors.ValueTooLong, error.Error);
    }

    [Fact]
    public void It_answers_as_each_of_its_items_would()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            var ranges = Enumerable.Range(0, random.Next(1, 8))
                .Select(_ => (First: random.Next(-20, 21), Last: random.Next(-20, 21)))
                .ToList();
            var list = ExitCodeList.Parse(string.Join(',', ranges.Select(range => $"{range.First}..{range.Last}")), "ValidExitCodes");
            for (var code = -22; code <= 22; code++)
            {
                var isNamed = ranges.Any(range => code >= Math.Min(range.First, range.Last) && code <= Math.Max(range.First, range.Last));
                Assert.True(isNamed == list.Contains(code), $"Seed {seed}: {code} in {string.Join(',', ranges)}");
            }
        }
    }

    private static void Check(string? text, int[] valid, int[] invalid)
    {
        var list = ExitCodeList.Parse(text, "ValidExitCodes");
        Assert.All(valid, code => Assert.True(list.Contains(code)));
        Assert.All(invalid, code => Assert.False(list.Contains(code)));
    }
}
