using HpcScheduler.Core;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>Tasks and nodes have cores whose memory is together, where they can.</summary>
public sealed class NumaTests
{
    private static readonly NodeRecord Two = Some.Node("n", 8) with { NumaNodes = [0, 0, 0, 0, 8, 8, 8, 8] };

    private static readonly NodeRecord Mixed = Some.Node("n", 8) with { NumaNodes = [0, 1, 0, 1, 0, 1, 0, 1] };

    [Theory]
    [InlineData(3, new int[0], new[] { 0, 1, 2 })]
    [InlineData(3, new[] { 0, 1 }, new[] { 4, 5, 6 })]
    [InlineData(2, new[] { 0, 1 }, new[] { 2, 3 })]
    [InlineData(1, new[] { 0, 4, 5, 6 }, new[] { 7 })]
    [InlineData(4, new[] { 4 }, new[] { 0, 1, 2, 3 })]
    [InlineData(5, new int[0], new[] { 0, 1, 2, 3, 4 })]
    [InlineData(4, new[] { 0, 1, 4 }, new[] { 2, 5, 6, 7 })]
    [InlineData(8, new int[0], new[] { 0, 1, 2, 3, 4, 5, 6, 7 })]
    public void The_lowest_of_the_fullest_that_has_enough_are_taken(int count, int[] used, int[] chosen) =>
        Assert.Equal(chosen, Choose(Two, count, used));

    [Fact]
    public void Numbers_need_not_follow_each_other()
    {
        Assert.Equal([0, 2, 4], Choose(Mixed, 3));
        Assert.Equal([1, 3, 5], Choose(Mixed, 3, 2, 6));
        Assert.Equal([0, 1, 2, 4, 6], Choose(Mixed, 5));
    }

    [Fact]
    public void Where_memory_is_together_the_lowest_are_taken() => Assert.Equal([1, 3, 4], Choose(Some.Node("n", 8), 3, 0, 2));

    [Fact]
    public void Cores_that_are_kept_free_are_the_last_ones() => Assert.Equal([1, 2, 3, 4, 5], Choose(Two with { SubscribedCores = 6 }, 5, 0));

    [Fact]
    public void Where_more_are_given_out_than_there_are_others_follow()
    {
        Assert.Equal([4, 5], Choose(Two with { SubscribedCores = 16 }, 2, 0, 1, 2, 3));
        Assert.Equal([7, 8, 9], Choose(Two with { SubscribedCores = 16 }, 3, 0, 1, 2, 3, 4, 5, 6));
    }

    [Fact]
    public void They_are_added_to_those_of_other_nodes()
    {
        var into = new List<int> { 9, 3 };
        NumaRules.Choose(Mixed.NumaNodes, 8, id => id > 0, 2, into);
        Assert.Equal([9, 3, 2, 4], into);
    }

    [Fact]
    public void Tasks_are_bound_to_processors_of_one_numa_node()
    {
        var harness = new CoreHarness([Two with { CoreIds = [10, 11, 12, 13, 20, 21, 22, 23] }]);
        harness.Submitted(Some.Cores(6), Some.Task("wide") with { MinCores = 3, MaxCores = 3 }, Some.Task("other") with { MinCores = 3, MaxCores = 3 });
        Assert.Equal([[10, 11, 12], [20, 21, 22]], harness.Effects.OfType<Effect.Start>().Select(start => start.Attempt.Processors!));
    }

    [Fact]
    public void Cores_of_tasks_that_have_ended_are_taken_again()
    {
        var harness = new CoreHarness([Two]);
        var job = harness.Submitted(Some.Cores(8), Some.Sweep(6) with { MinCores = 3, MaxCores = 3 });
        Assert.Equal([[0, 1, 2], [4, 5, 6]], [harness.Task(job, 1, 1).AllocatedCoreIds, harness.Task(job, 1, 2).AllocatedCoreIds]);
        harness.Exit(job, 1, 0, 2);
        Assert.Equal([4, 5, 6], harness.Task(job, 1, 3).AllocatedCoreIds);
    }

    [Theory]
    [InlineData(new[] { 20, 22 }, new int[0])]
    [InlineData(new[] { 10, 22 }, new[] { 0, 8 })]
    [InlineData(new[] { 10, 99 }, new int[0])]
    public void A_part_has_what_the_machine_says_of_its_processors(int[] processors, int[] numaNodes) =>
        Assert.Equal(numaNodes, NumaRules.Of(Two with { CoreIds = [10, 11, 12, 13, 20, 21, 22, 23] }, processors));

    [Fact]
    public void A_new_node_has_its_cores_together()
    {
        var harness = new NodeHarness([.. Two.NumaNodes]).WithoutMachine();
        Assert.Equal([0, 1], harness.New(new NewNode("a") { Cores = 2 }).CoreIds);
        Assert.Equal([4, 5, 6], harness.New(new NewNode("b") { Cores = 3 }).CoreIds);
        var last = harness.New(new NewNode("c") { Cores = 3 });
        Assert.Equal([2, 3, 7], last.CoreIds);
        Assert.Equal([0, 0, 8], last.NumaNodes);
        Assert.Empty(harness.Node("b").NumaNodes);
    }

    [Fact]
    public void What_the_machine_says_counts_anew_at_each_start()
    {
        var harness = new NodeHarness().WithoutMachine();
        harness.New(new NewNode("a") { CoreIds = [3, 4] });
        harness.Restart([.. Two.NumaNodes]);
        Assert.Equal([0, 8], harness.Node("a").NumaNodes);
        harness.Restart();
        Assert.Empty(harness.Node("a").NumaNodes);
    }

    private static List<int> Choose(NodeRecord node, int count, params int[] used)
    {
        var into = new List<int>();
        NumaRules.Choose(node.NumaNodes, node.UsableCores, id => !used.Contains(id), count, into);
        return into;
    }
}
