using HpcScheduler.Core;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Storage;

namespace HpcScheduler.Unit.Core;

/// <summary>Which processors tasks are bound to (scheduler reference, section 7.4).</summary>
public sealed class AffinityTests
{
    private static readonly NodeRecord Machine = new("node", 4, null);

    // Half of a larger machine.
    private static readonly NodeRecord Half = Machine with { CoreIds = [4, 5, 6, 7] };

    [Theory]
    [InlineData(AffinityMode.AllJobs, false, new[] { 1, 2 })]
    [InlineData(AffinityMode.AllJobs, true, new[] { 1, 2 })]
    [InlineData(AffinityMode.NonExclusiveJobs, false, new[] { 1, 2 })]
    [InlineData(AffinityMode.NonExclusiveJobs, true, null)]
    [InlineData(AffinityMode.NoJobs, false, null)]
    [InlineData(AffinityMode.NoJobs, true, null)]
    public void The_cluster_property_says_whose_tasks_are_bound(AffinityMode type, bool isExclusive, int[]? processors) =>
        Assert.Equal(processors, AffinityRules.ProcessorsOf(Machine, [1, 2], isExclusive, type));

    [Theory]
    [InlineData(AffinityMode.AllJobs, false, null)]
    [InlineData(AffinityMode.NonExclusiveJobs, false, null)]
    [InlineData(AffinityMode.NonExclusiveJobs, true, new[] { 1, 2 })]
    [InlineData(AffinityMode.NoJobs, true, new[] { 1, 2 })]
    public void What_is_said_of_the_node_counts_more(AffinityMode type, bool affinity, int[]? processors)
    {
        foreach (var isExclusive in new[] { true, false })
            Assert.Equal(processors, AffinityRules.ProcessorsOf(Machine with { Affinity = affinity }, [1, 2], isExclusive, type));
    }

    [Fact]
    public void One_that_has_the_whole_node_is_not_bound()
    {
        Assert.Null(AffinityRules.ProcessorsOf(Machine, [0, 1, 2, 3], false, AffinityMode.AllJobs));
        Assert.Equal([0, 1, 2], AffinityRules.ProcessorsOf(Machine, [0, 1, 2], false, AffinityMode.AllJobs));
        Assert.Null(AffinityRules.ProcessorsOf(Machine, [], false, AffinityMode.AllJobs));
    }

    [Fact]
    public void Where_fewer_cores_are_given_out_than_there_are_the_others_stay_free() =>
        Assert.Equal([0, 1], AffinityRules.ProcessorsOf(Machine with { SubscribedCores = 2 }, [0, 1], false, AffinityMode.NonExclusiveJobs));

    [Fact]
    public void Where_more_cores_are_given_out_than_there_are_tasks_share_them_all()
    {
        Assert.Null(AffinityRules.ProcessorsOf(Machine with { SubscribedCores = 8 }, [1], false, AffinityMode.AllJobs));
        Assert.Equal([4, 5, 6, 7], AffinityRules.ProcessorsOf(Half with { SubscribedCores = 8 }, [1], false, AffinityMode.AllJobs));
    }

    [Fact]
    public void A_core_that_the_node_has_lost_binds_to_nothing() =>
        Assert.Null(AffinityRules.ProcessorsOf(Machine, [2, 5], false, AffinityMode.AllJobs));

    [Fact]
    public void The_cores_of_a_node_are_the_processors_that_it_names()
    {
        Assert.Equal([4, 7], AffinityRules.ProcessorsOf(Half, [0, 3], false, AffinityMode.NonExclusiveJobs));
        Assert.Equal([4, 7], AffinityRules.ProcessorsOf(Half, [0, 3], true, AffinityMode.AllJobs));
    }

    [Fact]
    public void Of_a_part_of_a_machine_no_task_leaves_the_processors_unless_nothing_is_bound()
    {
        Assert.Equal([4, 5, 6, 7], AffinityRules.ProcessorsOf(Half, [0, 1, 2, 3], false, AffinityMode.NonExclusiveJobs));
        Assert.Equal([4, 5, 6, 7], AffinityRules.ProcessorsOf(Half, [0], true, AffinityMode.NonExclusiveJobs));
        Assert.Null(AffinityRules.ProcessorsOf(Half, [0], false, AffinityMode.NoJobs));
        Assert.Null(AffinityRules.ProcessorsOf(Half with { Affinity = false }, [0], false, AffinityMode.AllJobs));
    }

    [Fact]
    public void The_engine_is_told_the_processors_of_each_task()
    {
        var harness = new CoreHarness(cores: 4);
        harness.Submitted("a");
        Assert.Equal([0], Processors(harness));
        harness.Submitted(Some.Cores(2), new HpcScheduler.TaskProperties { CommandLine = "b", MinCores = 2, MaxCores = 2 });
        Assert.Equal([1, 2], Processors(harness));

        harness.Set("AffinityType", "NoJobs");
        harness.Submitted("c");
        Assert.Null(Processors(harness));
    }

    [Fact]
    public void A_task_on_several_nodes_is_bound_to_its_processors_on_all_of_them_together()
    {
        NodeRecord[] parts = [Some.Node("a", 2) with { CoreIds = [0, 1] }, Some.Node("b", 2) with { CoreIds = [2, 3] }];
        Assert.Equal([0, 1, 2], OfThreeCores(parts));
        Assert.Null(OfThreeCores([parts[0], parts[1] with { Affinity = false }]));
    }

    [Fact]
    public void The_machine_has_the_processors_that_the_host_may_use_now()
    {
        var store = new MemoryStore();
        foreach (var processors in new int[][] { [4, 5], [], [0, 2] })
        {
            var core = new SchedulerCore(store, store.Load(), "/scheduler");
            core.Begin(DateTimeOffset.UnixEpoch);
            core.Resume(Machine with { CoreIds = processors });
            store.Commit(core.End().Changes);

            Assert.Equal(processors, Assert.Single(store.Load().Nodes).CoreIds);
        }
    }

    private static List<int>? OfThreeCores(NodeRecord[] nodes)
    {
        var harness = new CoreHarness(nodes);
        harness.Submitted(Some.Cores(3), new HpcScheduler.TaskProperties { CommandLine = "a", MinCores = 3, MaxCores = 3 });
        return Processors(harness)?.Order().ToList();
    }

    private static IReadOnlyList<int>? Processors(CoreHarness harness) => harness.Effects.OfType<Effect.Start>().Single().Attempt.Processors;
}
