using HpcScheduler.Core.Policy;

namespace HpcScheduler.Unit.Core;

/// <summary>Cores are dealt out by weight.</summary>
public sealed class WeightedSharesTests
{
    [Theory]
    [InlineData(8, "1:9 1:9", "4 4")]
    [InlineData(9, "2:9 1:9", "6 3")]
    [InlineData(8, "1:1 1:9", "1 7")]
    [InlineData(8, "1:1 1:2", "1 2")]
    [InlineData(2, "1:9 1:9 1:9", "1 1 0")]
    [InlineData(5, "10:9 1:9", "5 0")]
    [InlineData(12, "4:2 2:9 1:9", "2 7 3")]
    [InlineData(0, "1:9", "0")]
    [InlineData(5, "0:9 1:2", "0 2")]
    [InlineData(5, "", "")]
    public void What_one_cannot_use_goes_to_the_others(int cores, string parts, string dealt)
    {
        var list = parts.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split(':').Select(int.Parse).ToArray())
            .Select(part => ((double)part[0], part[1]))
            .ToList();
        Assert.Equal(dealt, string.Join(' ', WeightedShares.Deal(cores, list)));
    }

    [Fact]
    public void Whatever_the_weights_all_is_dealt_that_can_be_used_and_nobody_gets_more_than_that()
    {
        var random = new Random(7);
        for (var time = 0; time < 2000; time++)
        {
            var parts = Enumerable.Range(0, random.Next(1, 20)).Select(_ => (Math.Pow(10, random.Next(0, 4001) / 1000.0), random.Next(0, 30))).ToList();
            var cores = random.Next(0, 200);
            var dealt = WeightedShares.Deal(cores, parts);
            Assert.Equal(Math.Min(cores, parts.Sum(part => part.Item2)), dealt.Sum());
            Assert.All(dealt.Zip(parts), one => Assert.InRange(one.First, 0, one.Second.Item2));
        }
    }
}
