using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Unit.Core;

/// <summary>How pools share the cores: guarantees, what may be borrowed, what has to be given back.</summary>
public sealed class PoolSharesTests
{
    [Theory]
    [InlineData("a 1, b 1", 8, "a 4, b 4")]
    [InlineData("a 1, b 3", 8, "a 2, b 6")]
    [InlineData("a 25, b 75", 8, "a 2, b 6")]
    [InlineData("a 0, b 1", 8, "a 0, b 8")]
    [InlineData("a 0, b 0", 8, "a 0, b 0")]
    [InlineData("a 5", 8, "a 8")]
    [InlineData("a 1, b 1, c 1", 8, "a 3, b 3, c 2")]
    [InlineData("c 1, b 1, a 1", 7, "a 3, b 2, c 2")]
    [InlineData("a 2, b 1", 1, "a 1, b 0")]
    [InlineData("a 1, b 2", 0, "a 0, b 0")]
    [InlineData("a 999999, b 999999, c 1", 100000, "a 50000, b 50000, c 0")]
    [InlineData("a 999999, b 1", int.MaxValue, "a 2147481500, b 2147")]
    [InlineData("", 8, "")]
    public void A_guarantee_is_the_weight_s_part_of_the_cores(string pools, int cores, string expected)
    {
        var guarantees = PoolShares.Guarantees(Pools(pools), cores);

        Assert.Equal(expected, string.Join(", ", guarantees.OrderBy(pool => pool.Key, StringComparer.Ordinal).Select(pool => $"{pool.Key} {pool.Value}")));
    }

    [Fact]
    public void All_cores_are_guaranteed_to_somebody_and_none_twice()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var pools = Enumerable.Range(0, random.Next(1, 12)).Select(i => new PoolRecord($"p{i}", random.Next(0, 20))).ToList();
            var cores = random.Next(0, 100);

            var guarantees = PoolShares.Guarantees(pools, cores);

            Assert.Equal(pools.Sum(pool => pool.Weight) == 0 ? 0 : cores, guarantees.Values.Sum());
            Assert.All(pools, pool => Assert.True(
                pool.Weight > 0 || guarantees[pool.Name] == 0, $"seed {seed}: {pool.Name} has no weight and {guarantees[pool.Name]} cores"));
        }
    }

    // Each pool as guarantee, allocated, wanted.
    [Theory]
    [InlineData("a 4 0 8, b 4 0 0", 8, 8)] // what the other does not need is borrowed
    [InlineData("a 4 0 8, b 4 0 8", 8, 4)] // what it needs is left
    [InlineData("a 4 0 8, b 4 0 3", 8, 5)]
    [InlineData("a 4 0 8, b 4 4 9", 4, 4)] // who has his own may wait for more
    [InlineData("a 4 4 8, b 4 0 0", 4, 4)]
    [InlineData("a 4 4 8, b 4 1 9", 3, 0)]
    [InlineData("a 4 6 2, b 4 2 9", 0, 0)]
    [InlineData("a 4 1 9, b 4 3 9", 2, 2)] // what is missing of the guarantee is taken, even if somebody else misses too
    [InlineData("a 4 3 9, b 4 0 9, c 4 0 9", 2, 1)]
    [InlineData("a 0 0 8, b 8 0 0", 8, 8)] // no guarantee, but nobody needs it
    [InlineData("a 0 0 8, b 8 0 8", 8, 0)]
    [InlineData("a 0 0 8, b 0 0 8", 8, 8)] // nothing is guaranteed: the queue decides
    [InlineData("b 4 0 1", 8, 7)] // a pool that is not known has nothing of its own
    [InlineData("a 4 0 8", -3, 0)] // fewer cores than are held
    public void A_pool_takes_its_own_and_what_nobody_misses(string pools, int free, int expected) =>
        Assert.Equal(expected, PoolShares.MayTake("A", Uses(pools), free));

    [Theory]
    [InlineData("a 4 0 8, b 4 8 0", 0, "b 4")]
    [InlineData("a 4 0 2, b 4 8 0", 0, "b 2")]
    [InlineData("a 4 0 8, b 4 6 0", 2, "b 2")]
    [InlineData("a 4 0 8, b 4 4 0", 4, "")] // free cores are enough
    [InlineData("a 4 4 8, b 4 4 0", 0, "")] // it has its own
    [InlineData("a 4 0 0, b 4 8 0", 0, "")] // it needs nothing
    [InlineData("a 6 0 6, b 1 3 0, c 1 5 0", 0, "c 4, b 2")] // who borrowed most gives first
    [InlineData("a 3 0 6, c 1 3 0, b 1 3 0", 0, "b 2, c 1")]
    [InlineData("a 6 0 6, b 4 4 0", 0, "")] // nobody has borrowed
    [InlineData("a 0 0 8, b 8 8 0", 0, "")]
    [InlineData("a 4 0 8, b 4 9 0", -1, "b 4")]
    public void What_was_borrowed_is_given_back_by_need(string pools, int free, string expected) =>
        Assert.Equal(expected, string.Join(", ", PoolShares.ToGiveBack("a", Uses(pools), free).Select(pool => $"{pool.Pool} {pool.Cores}")));

    [Fact]
    public void A_pool_that_takes_what_it_may_keeps_no_other_from_its_guarantee()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var records = Enumerable.Range(0, random.Next(1, 6)).Select(i => new PoolRecord($"p{i}", random.Next(0, 5))).ToList();
            var cores = random.Next(1, 20);
            var guarantees = PoolShares.Guarantees(records, cores);
            var uses = records.Select(pool => new PoolUse(pool.Name, guarantees[pool.Name], 0, random.Next(0, 20))).ToList();
            var free = cores;

            // Pools come in any order and each time take as much as they want and may.
            foreach (var index in Enumerable.Range(0, 20).Select(_ => random.Next(uses.Count)))
            {
                var taken = Math.Min(uses[index].Wanted, PoolShares.MayTake(uses[index].Name, uses, free));
                uses[index] = uses[index] with { Allocated = uses[index].Allocated + taken, Wanted = uses[index].Wanted - taken };
                free -= taken;
                Assert.True(free >= uses.Sum(use => use.Missing), $"seed {seed}: {free} cores are free and {uses.Sum(use => use.Missing)} are missing.");
            }

            Assert.All(uses, use => Assert.Empty(PoolShares.ToGiveBack(use.Name, uses, free)));
        }
    }

    private static List<PoolRecord> Pools(string text) =>
        [.. Items(text).Select(words => new PoolRecord(words[0], Number(words[1])))];

    private static List<PoolUse> Uses(string text) =>
        [.. Items(text).Select(words => new PoolUse(words[0], Number(words[1]), Number(words[2]), Number(words[3])))];

    private static IEnumerable<string[]> Items(string text) =>
        text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(item => item.Split(' '));

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
