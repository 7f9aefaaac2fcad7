using HpcScheduler.Core;
using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Unit.Core;

/// <summary>When a job that waits could start (scheduler reference, section 6.5): a with 2 cores, b with 4, c with 8 and two graphics processors.</summary>
public sealed class EarliestStartTests
{
    private readonly CoreHarness _harness = new(
        [Some.Node("a", 2), Some.Node("b", 4), Some.Node("c", 8) with { Gpus = [0, 1] }],
        new NodeGroupRecord(3, "small") { Nodes = ["a", "b"] });

    [Fact]
    public void It_is_when_enough_of_those_that_run_have_ended_in_the_order_of_their_ends()
    {
        Runs("a", 2, 4);
        Runs("b", 4, 1);
        Runs("c", 8, 2);
        Assert.Equal(1, Hours(Some.Cores(1)));
        Assert.Equal(1, Hours(Some.Cores(4)));
        Assert.Equal(2, Hours(Some.Cores(5)));
        Assert.Equal(2, Hours(Some.Cores(12)));
        Assert.Equal(4, Hours(Some.Cores(13)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(8)]
    public void It_waits_for_no_more_of_them_than_it_needs(int cores)
    {
        foreach (var hours in new[] { 5, 1, 8, 3, 2, 7, 4, 6 })
            Runs("c", 1, hours);
        Assert.Equal(cores, Hours(Some.Cores(cores) with { RequestedNodes = ["c"] }));
    }

    [Fact]
    public void It_is_now_when_there_is_room_or_the_run_time_of_the_last_one_in_the_way_is_over()
    {
        Runs("c", 8, 1);
        var head = Waits(Some.Cores(14));
        Assert.Equal(_harness.Now, Of(Waits(Some.Cores(6))));
        var late = _harness.Now.AddHours(3);
        Assert.Equal(late, EarliestStart.Of(_harness.Core.Ledger, _harness.Core.Ledger.Find(head)!, late));
    }

    [Fact]
    public void It_is_unknown_when_one_in_the_way_has_no_run_time()
    {
        Runs("a", 2, 1);
        Runs("b", 4, 2);
        Runs("c", 8, null);
        Assert.Equal(2, Hours(Some.Cores(6)));
        Assert.Null(Hours(Some.Cores(7)));
    }

    [Fact]
    public void Only_nodes_that_it_may_use_count()
    {
        Runs("a", 2, 4);
        Runs("b", 4, 3);
        Runs("c", 8, 1);
        Assert.Equal(1, Hours(Some.Cores(2)));
        Assert.Equal(3, Hours(Some.Cores(2) with { NodeGroups = ["small"] }));
        Assert.Equal(4, Hours(Some.Cores(2) with { RequestedNodes = ["a"] }));
        Assert.Equal(3, Hours(Some.Cores(4) with { NodeGroups = ["small"], SingleNode = true }));
        Assert.Equal(1, Hours(new JobProperties { UnitType = JobUnitType.Gpu, MinGpus = 2, MaxGpus = 2 }));
    }

    [Fact]
    public void A_node_that_is_not_online_has_no_time()
    {
        Runs("c", 8, 1);
        var job = Waits(Some.Cores(8) with { SingleNode = true });
        _harness.SetNode("c", NodeState.Draining);
        Assert.Null(Of(job));
    }

    [Fact]
    public void An_exclusive_job_waits_for_the_last_one_on_its_node()
    {
        Runs("c", 4, 1);
        Runs("c", 2, 3);
        Assert.Equal(3, Hours(Some.Cores(1) with { RequestedNodes = ["c"], Exclusive = true }));
    }

    [Fact]
    public void A_job_behind_an_exclusive_one_waits_for_its_end_though_cores_are_free()
    {
        Runs("b", 1, 2, exclusive: true);
        Assert.Equal(2, Hours(Some.Cores(1) with { RequestedNodes = ["b"] }));
    }

    [Fact]
    public void A_task_that_requires_a_node_counts()
    {
        Runs("a", 2, 5);
        Runs("c", 8, 1);
        var job = Waits(Some.Cores(2), Some.Task("here") with { RequiredNodes = ["a"] });
        Assert.Equal(_harness.Now.AddHours(5), Of(job));
    }

    [Fact]
    public void Those_before_it_start_in_their_order_and_one_that_ends_soon_makes_room_before_those_that_run()
    {
        Runs("b", 4, 1);
        Runs("c", 8, 9);
        var first = Waits(Some.Cores(4) with { RequestedNodes = ["b"], RunTime = TimeSpan.FromHours(2) });
        var second = Waits(Some.Cores(3) with { RequestedNodes = ["b"], RunTime = TimeSpan.FromHours(3) });
        var job = Waits(Some.Cores(2) with { RequestedNodes = ["b"] });
        var before = Held();
        Assert.Equal(1, Behind(job));
        Assert.Equal(3, Behind(job, first));
        Assert.Equal(6, Behind(job, first, second));
        Assert.Equal(before, Held());
        Invariants.Check(_harness.Core);

        double? Behind(int job, params int[] ahead) => (EarliestStart.Of(
            _harness.Core.Ledger, [.. ahead.Select(id => _harness.Core.Ledger.Find(id)!)], _harness.Core.Ledger.Find(job)!, _harness.Now) - _harness.Now)?.TotalHours;
    }

    [Fact]
    public void To_look_ahead_changes_nothing()
    {
        Runs("a", 2, 4);
        Runs("b", 4, 1, exclusive: true);
        Runs("c", 8, 2);
        var job = Waits(Some.Cores(14));
        var before = Held();
        Assert.Equal(_harness.Now.AddHours(4), Of(job));
        Assert.Equal(before, Held());
        Invariants.Check(_harness.Core);
    }

    private List<string> Held() =>
        [.. _harness.Core.Ledger.Nodes.Values.Select(node => $"{node.Name} {node.AllocatedCores} {node.AllocatedGpus} {node.Jobs} {node.ExclusiveJobs} {node.FreeCores}")];

    private void Runs(string node, int cores, int? hours, bool exclusive = false) => _harness.Submitted(
        Some.Cores(cores) with
        {
            RequestedNodes = [node],
            Exclusive = exclusive,
            RunTime = hours is { } limit ? TimeSpan.FromHours(limit) : null,
            RunUntilCanceled = true,
        },
        Some.Sweep(cores));

    private int Waits(JobProperties properties, params TaskProperties[] tasks)
    {
        var job = _harness.Submitted(properties, tasks.Length == 0 ? [Some.Task("work")] : tasks);
        Assert.Equal(JobState.Queued, _harness.Job(job).State);
        return job;
    }

    private DateTimeOffset? Of(int job) => EarliestStart.Of(_harness.Core.Ledger, _harness.Core.Ledger.Find(job)!, _harness.Now);

    // The job is gone afterwards.
    private double? Hours(JobProperties properties)
    {
        var job = Waits(properties);
        var start = Of(job);
        _harness.Stop(job);
        return (start - _harness.Now)?.TotalHours;
    }
}
