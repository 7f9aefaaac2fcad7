namespace HpcScheduler.Unit.Contracts;

public sealed class CustomPropertyListTests
{
    [Fact]
    public void Several_stand_in_one_text_or_in_several() =>
        Assert.Equal(["a=1", "b_2=x y", "C="], CustomPropertyList.Parse(["a=1;b_2=x y", "C="]));

    [Fact]
    public void A_name_keeps_the_letters_of_its_first_definition_and_has_its_last_value() =>
        Assert.Equal(["CostCentre=3", "other=2"], CustomPropertyList.Parse(["CostCentre=1;other=2", "COSTCENTRE=3"]));

    [Fact]
    public void Nothing_is_an_empty_list() => Assert.Empty(CustomPropertyList.Parse([]));

    [Fact]
    public void A_merge_changes_adds_and_takes_away() =>
        Assert.Equal(["A=1", "B=5", "D=6"], CustomPropertyList.Merge(["A=1", "B=2", "C=3"], ["b=5", "c=", "D=6", "E="]));

    [Fact]
    public void A_merge_with_nothing_leaves_what_there_was()
    {
        Assert.Equal(["A=1"], CustomPropertyList.Merge(["A=1"], null));
        Assert.Equal(["A=1"], CustomPropertyList.Merge(null, ["A=1"]));
        Assert.Empty(CustomPropertyList.Merge(null, null));
    }

    [Theory]
    [InlineData("", "no equals sign")]
    [InlineData("a", "no equals sign")]
    [InlineData("a=1;", "no equals sign")]
    [InlineData("a=1;;b=2", "no equals sign")]
    [InlineData("=1", "no name")]
    [InlineData("a=b=c", "its value has an equals sign")]
    [InlineData("a b=1", "its name has the character ' '")]
    [InlineData("a=1; b=2", "its name has the character ' '")]
    [InlineData("a-b=1", "its name has the character '-'")]
    [InlineData("ä=1", "its name has the character 'ä'")]
    public void Anything_else_is_refused_with_its_reason(string text, string why)
    {
        var error = Assert.Throws<SchedulerException>(() => CustomPropertyList.Parse([text]));

        Assert.Same(SchedulerErrors.InvalidCustomProperties, error.Error);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_may_be_as_long_as_the_limit()
    {
        var longest = new string('n', Limits.CustomPropertyName);

        Assert.Equal([longest + "=1"], CustomPropertyList.Parse([longest + "=1"]));
        var error = Assert.Throws<SchedulerException>(() => CustomPropertyList.Parse([longest + "n=1"]));
        Assert.Same(SchedulerErrors.CustomPropertyNameTooLong, error.Error);
    }

    [Fact]
    public void A_value_is_counted_in_unicode_characters()
    {
        var longest = string.Concat(Enumerable.Repeat("😀", Limits.CustomPropertyValue));

        Assert.Equal(["n=" + longest], CustomPropertyList.Parse(["n=" + longest]));
        var error = Assert.Throws<SchedulerException>(() => CustomPropertyList.Parse(["n=" + longest + "😀"]));
        Assert.Same(SchedulerErrors.CustomPropertyValueTooLong, error.Error);
    }
}
