using HpcScheduler.Core.Records;
using static HpcScheduler.Conformance.StoreRecords;

namespace HpcScheduler.Conformance;

public abstract partial class StoreSuite
{
    [Fact]
    public void Pools_come_back_as_they_were_and_are_replaced_and_deleted_by_their_names()
    {
        Store.Commit(new() { Pools = [new("größer", Limits.PoolWeight), new("b", 0), new("B", 1), new("c", 2)] });
        Store.Commit(new() { Pools = [new("b", 7)], DeletedPools = ["c", "never there"] });

        Assert.Equal([new("B", 1), new("b", 7), new("größer", Limits.PoolWeight)], Reopen().Load().Pools);
    }

    public static TheoryData<string, PoolRecord> ImpossiblePools => new()
    {
        { "no name", new("", 1) },
        { "a name that is too long", new(new('x', Limits.PoolName + 1), 1) },
        { "a negative weight", new("a", -1) },
        { "a weight that is too large", new("a", Limits.PoolWeight + 1) },
    };

    [Theory]
    [MemberData(nameof(ImpossiblePools))]
    public void A_pool_that_cannot_be_is_refused(string why, PoolRecord pool)
    {
        var exception = Assert.Throws<SchedulerException>(() => Store.Commit(new() { Pools = [pool], LastJobId = 5 }));

        Assert.True(exception.Error == SchedulerErrors.StoreFailed, why);
        Assert.Equal(0, Reopen().Load().LastJobId);
        Assert.Empty(Store.Load().Pools);
    }

    [Fact]
    public void Jobs_are_listed_by_their_pools()
    {
        Commit([Queued(1), Queued(2) with { Pool = "Research" }], []);

        Assert.Equal([2], Read(reader => reader.ListJobs(new() { Pool = new("research") }).Select(job => job.Id).ToList()));
        Assert.Equal([1], Read(reader => reader.ListJobs(new() { Pool = new("Def*") }).Select(job => job.Id).ToList()));
    }
}
