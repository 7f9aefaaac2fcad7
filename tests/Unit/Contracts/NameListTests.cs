namespace HpcScheduler.Unit.Contracts;

public sealed class NameListTests
{
    [Fact]
    public void Names_stand_in_one_text_or_in_several() =>
        Assert.Equal(["N1", "N2", "n 3"], NameList.Split(["N1, N2", " n 3 "]));

    [Fact]
    public void What_is_empty_is_no_name() => Assert.Empty(NameList.Split(["", " , ,"]));

    [Fact]
    public void A_name_that_comes_again_is_one_name() =>
        Assert.Equal(["Node1", "Node2"], NameList.Split(["Node1,NODE1", "Node2", "node1"]));
}
