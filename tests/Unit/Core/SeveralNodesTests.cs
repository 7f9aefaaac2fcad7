using HpcScheduler.Core;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Unit.Core;

/// <summary>On which nodes jobs and tasks run (scheduler reference, sections 6.2, 6.6, 6.8 and 7.4): a with 2 cores, b with 4, c with 8.</summary>
public sealed class SeveralNodesTests
{
    private readonly CoreHarness _harness = new(
        [Some.Node("a", 2) with { Memory = 3000 }, Some.Node("b", 4) with { Memory = 2000 }, Some.Node("c", 8) with { Memory = 1000 }],
        new NodeGroupRecord(3, "small") { Nodes = ["a", "b"] },
        new NodeGroupRecord(4, "even") { Nodes = ["b", "c"] });

    [Fact]
    public void A_job_that_fits_on_one_node_has_it_on_the_one_where_most_is_free()
    {
        var first = _harness.Submitted(Some.Cores(5), Some.Sweep(9));
        Assert.Equal([new NodeShare("c", 5)], _harness.Job(first).Shares);
        var second = _harness.Submitted(Some.Cores(4), Some.Sweep(9));
        Assert.Equal(["b"], _harness.Job(second).AllocatedNodes);
    }

    [Fact]
    public void A_larger_job_has_several_nodes()
    {
        var job = _harness.Submitted(Some.Cores(13), Some.Sweep(13));
        Assert.Equal([new NodeShare("a", 1), new NodeShare("b", 4), new NodeShare("c", 8)], _harness.Job(job).Shares);
        Assert.Equal(13, _harness.Running.Count);
        Assert.Equal([("a", 1), ("b", 4), ("c", 8)], Tasks(job).GroupBy(task => task.AllocatedNodes.Single()).Select(node => (node.Key, node.Count())).Order());
    }

    [Fact]
    public void A_task_that_fits_on_a_node_is_on_one_and_a_larger_one_on_several()
    {
        var job = _harness.Submitted(Some.Cores(12), Some.Task("fits") with { MinCores = 6, MaxCores = 6 });
        Assert.Equal(["c"], _harness.Task(job, 1).AllocatedNodes);
        _harness.Exit(job, 1);
        var wide = _harness.Submitted(Some.Cores(12), Some.Task("wide") with { MinCores = 11, MaxCores = 12 });
        Assert.Equal([new NodeShare("b", 4), new NodeShare("c", 8)], _harness.Task(wide, 1).Shares);
        Assert.Equal([0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6, 7], _harness.Task(wide, 1).AllocatedCoreIds);
        Assert.Equal(("2 b 4 c 8", "2 b 4 c 8", "12", "0 1 2 3"), (Variable("CCP_NODES"), Variable("CCP_NODES_CORES"), Variable("CCP_NUMCPUS"), Variable("CCP_COREIDS")));
    }

    [Theory]
    [InlineData("small", null, JobNodeGroupOp.NA, 6, "a b")]
    [InlineData("small", "even", JobNodeGroupOp.Intersect, 4, "b")]
    [InlineData("small", "even", JobNodeGroupOp.Union, 14, "a b c")]
    [InlineData("small", "even", JobNodeGroupOp.Uniform, 6, "a b")]
    [InlineData("small", "even", JobNodeGroupOp.Uniform, 7, "b c")]
    [InlineData("ComputeNodes", null, JobNodeGroupOp.NA, 14, "a b c")]
    public void Groups_are_put_together(string first, string? second, JobNodeGroupOp operation, int cores, string nodes)
    {
        var job = _harness.Submitted(
            Some.Cores(cores) with { NodeGroups = second is null ? [first] : [first, second], NodeGroupOp = operation }, Some.Sweep(cores));
        Assert.All(_harness.Job(job).AllocatedNodes, node => Assert.Contains(node, nodes.Split(' ')));
        Assert.Equal(cores, _harness.Running.Count);
    }

    [Fact]
    public void Requested_nodes_without_excluded_ones_are_used()
    {
        var job = _harness.New(Some.Cores(4) with { RequestedNodes = ["A", "B"] });
        _harness.Add(job, Some.Sweep(9));
        _harness.SetJob(new(job, new JobProperties(), AddExcludedNodes: ["a"]), CoreHarness.Owner);
        Assert.Null(_harness.Submit(job));
        Assert.Equal(["b"], _harness.Job(job).AllocatedNodes);
    }

    [Theory]
    [InlineData(3, null, null, null, "b c")]
    [InlineData(null, 5, null, null, "a b")]
    [InlineData(null, null, 1500, null, "a b")]
    [InlineData(null, null, null, 1500, "c")]
    public void Nodes_have_the_cores_and_the_memory_that_is_asked_for(int? minCores, int? maxCores, int? minMemory, int? maxMemory, string nodes)
    {
        var job = _harness.Submitted(
            new JobProperties { MinCores = 1, MaxCores = 14, MinCoresPerNode = minCores, MaxCoresPerNode = maxCores, MinMemoryPerNode = minMemory, MaxMemoryPerNode = maxMemory },
            Some.Sweep(20));
        Assert.Equal(nodes.Split(' '), _harness.Job(job).AllocatedNodes);
    }

    [Theory]
    [InlineData("Cores", "c")]
    [InlineData("-Cores", "a")]
    [InlineData("Memory", "a")]
    [InlineData("-Memory", "c")]
    public void The_wished_order_counts(string order, string node)
    {
        var job = _harness.Submitted(Some.Cores(1) with { OrderBy = [order] }, Some.Task("work"));
        Assert.Equal([node], _harness.Job(job).AllocatedNodes);
    }

    [Fact]
    public void A_job_on_a_single_node_waits_for_one_that_is_large_enough()
    {
        var other = _harness.Submitted(Some.Cores(5), Some.Sweep(5));
        var job = _harness.Submitted(Some.Cores(5) with { SingleNode = true }, Some.Sweep(5));
        Assert.Equal(JobState.Queued, _harness.Job(job).State);
        _harness.Stop(other, force: true);
        for (var part = 1; part <= 5; part++)
            _harness.Killed(other, 1, part);
        Assert.Equal(["c"], _harness.Job(job).AllocatedNodes);
    }

    [Fact]
    public void A_job_that_no_nodes_could_satisfy_is_not_valid_and_the_reason_is_named()
    {
        Assert.Contains("the largest that it may use has 8", Refusal(Some.Cores(9) with { SingleNode = true }).Message, StringComparison.Ordinal);
        Assert.Contains("the nodes that it may use have 6", Refusal(Some.Cores(7) with { NodeGroups = ["small"] }).Message, StringComparison.Ordinal);
        Assert.Same(SchedulerErrors.NotEnoughCores, Refusal(Some.Cores(15)).Error);
        Assert.Same(SchedulerErrors.NodeNotFound, Refusal(Some.Cores(1) with { RequestedNodes = ["d"] }).Error);
        Assert.Same(SchedulerErrors.UnknownNodeGroup, Assert.Throws<SchedulerException>(() => _harness.New(new JobProperties { NodeGroups = ["none"] })).Error);
    }

    [Fact]
    public void An_exclusive_job_has_its_nodes_for_itself_and_others_have_other_nodes()
    {
        var exclusive = _harness.Submitted(Some.Cores(3) with { Exclusive = true }, Some.Sweep(3));
        Assert.Equal(["c"], _harness.Job(exclusive).AllocatedNodes);
        var other = _harness.Submitted(Some.Cores(6), Some.Sweep(6));
        Assert.Equal(["a", "b"], _harness.Job(other).AllocatedNodes);
        var waits = _harness.Submitted(Some.Cores(1), Some.Task("waits"));
        Assert.Equal(JobState.Queued, _harness.Job(waits).State);
    }

    [Fact]
    public void An_exclusive_task_runs_beside_those_of_its_job_on_other_nodes()
    {
        var job = _harness.Submitted(
            Some.Cores(14) with { Exclusive = true },
            Some.Task("alone") with { Exclusive = true, RequiredNodes = ["a"] },
            Some.Task("second"));
        Assert.Equal(("a", "b"), (_harness.Task(job, 1).AllocatedNodes.Single(), _harness.Task(job, 2).AllocatedNodes.Single()));
    }

    [Fact]
    public void A_task_has_the_nodes_that_it_requires()
    {
        var job = _harness.Submitted(Some.Cores(2), Some.Task("both") with { RequiredNodes = ["a", "B"], MinCores = 2, MaxCores = 2 });
        Assert.Equal([new NodeShare("a", 1), new NodeShare("b", 1)], _harness.Job(job).Shares);
        Assert.Equal(["a", "b"], _harness.Task(job, 1).AllocatedNodes);
    }

    [Fact]
    public void A_job_comes_to_the_node_that_a_late_task_requires()
    {
        var job = _harness.Submitted(Some.Cores(1) with { RunUntilCanceled = true });
        Assert.Equal(["c"], _harness.Job(job).AllocatedNodes);
        _harness.Add(job, Some.Task("late") with { RequiredNodes = ["a"] });
        Assert.Equal(["a"], _harness.Task(job, 1).AllocatedNodes);
        Assert.Equal(["a"], _harness.Job(job).AllocatedNodes);
    }

    [Fact]
    public void Whole_nodes_are_of_different_sizes()
    {
        var job = _harness.Submitted(
            new JobProperties { UnitType = JobUnitType.Node, MinNodes = 2, MaxNodes = 2, NodeGroups = ["small"] },
            Some.Task("both") with { MinNodes = 2, MaxNodes = 2 });
        Assert.Equal([new NodeShare("a", 2), new NodeShare("b", 4)], _harness.Task(job, 1).Shares);
        Assert.Equal(("2 a 1 b 1", "2 a 2 b 4"), (Variable("CCP_NODES"), Variable("CCP_NODES_CORES")));
    }

    [Fact]
    public void A_job_grows_to_other_nodes_and_gives_them_back()
    {
        var other = _harness.Submitted(Some.Cores(5), Some.Sweep(5));
        var job = _harness.Submitted(new JobProperties { MinCores = 1, MaxCores = 9 }, Some.Sweep(12));
        Assert.Equal(9, _harness.Job(job).AllocatedCores);
        for (var part = 1; part <= 5; part++)
            _harness.Exit(other, 1, 0, part);
        for (var part = 1; part <= 11; part++)
            _harness.Exit(job, 1, 0, part);
        Assert.Single(_harness.Job(job).AllocatedNodes);
        Assert.Equal(1, _harness.Job(job).AllocatedCores);
    }

    [Fact]
    public void Jobs_behind_one_that_waits_start_on_nodes_that_it_cannot_use()
    {
        _harness.Submitted(Some.Cores(8) with { RequestedNodes = ["c"] }, Some.Sweep(8));
        var head = _harness.Submitted(Some.Cores(8) with { RequestedNodes = ["c"] }, Some.Sweep(8));
        var behind = _harness.Submitted(Some.Cores(1), Some.Task("behind"));
        Assert.Equal((JobState.Queued, JobState.Running), (_harness.Job(head).State, _harness.Job(behind).State));
        Assert.Equal(["b"], _harness.Job(behind).AllocatedNodes);
    }

    [Fact]
    public void Running_jobs_give_way_on_the_nodes_that_are_needed()
    {
        _harness.Set("PreemptionType", "Immediate");
        var large = _harness.Submitted(Some.Cores(8) with { ExpandedPriority = 1000 }, Some.Sweep(8));
        var small = _harness.Submitted(Some.Cores(2) with { ExpandedPriority = 1000, RequestedNodes = ["a"] }, Some.Sweep(2));
        _harness.Submitted(Some.Cores(1) with { ExpandedPriority = 3000, RequestedNodes = ["a"] }, Some.Task("high"));
        Assert.Equal([small], _harness.Effects.OfType<Effect.Stop>().Select(stop => stop.Key.Task.JobId).Distinct());
        Assert.Equal(8, _harness.Job(large).AllocatedCores);
    }

    [Fact]
    public void The_next_host_knows_what_is_held_of_each_node()
    {
        var job = _harness.Submitted(Some.Cores(12), Some.Sweep(12));
        _harness.Restart();
        var other = _harness.Submitted(Some.Cores(2), Some.Sweep(2));
        Assert.Equal(["a"], _harness.Job(other).AllocatedNodes);
        Assert.Equal([new NodeShare("b", 4), new NodeShare("c", 8)], _harness.Job(job).Shares);
    }

    [Fact]
    public void Core_numbers_are_those_of_the_node_and_processors_those_of_the_machine()
    {
        var harness = new CoreHarness([Some.Node("n", 2) with { CoreIds = [6, 7] }]);
        harness.Submitted(Some.Cores(2), Some.Sweep(2));
        var attempts = harness.Effects.OfType<Effect.Start>().Select(start => start.Attempt).ToList();
        Assert.Equal(["0", "1"], attempts.Select(attempt => attempt.Environment.Last(variable => variable.Key == "CCP_COREIDS").Value));
        Assert.Equal([6, 7], attempts.SelectMany(attempt => attempt.Processors!));
        Assert.Equal(["n", "n"], attempts.Select(attempt => attempt.Node));
    }

    [Fact]
    public void Graphics_processors_are_given_by_their_numbers()
    {
        var harness = new CoreHarness([Some.Node("n", 4) with { Gpus = [1, 3] }, Some.Node("plain", 4)]);
        var job = harness.Submitted(new JobProperties { UnitType = JobUnitType.Gpu, MinGpus = 1, MaxGpus = 2 }, Some.Sweep(3));
        Assert.Equal(("n", 4), (harness.Job(job).AllocatedNodes.Single(), harness.Job(job).AllocatedCores));
        Assert.Equal([1, 3], harness.Effects.OfType<Effect.Start>().SelectMany(start => start.Attempt.Gpus));
        Assert.Equal(
            ["CCP_GPUIDS=1", "CUDA_VISIBLE_DEVICES=1"],
            harness.Effects.OfType<Effect.Start>().First().Attempt.Environment.Where(variable => variable.Key is "CCP_GPUIDS" or "CUDA_VISIBLE_DEVICES").Select(variable => $"{variable.Key}={variable.Value}"));
        harness.Exit(job, 1, 0, 2);
        Assert.Equal([3], harness.Task(job, 1, 3).AllocatedGpuIds);
    }

    [Theory]
    [InlineData(null, null, "PCI_BUS_ID")]
    [InlineData("CUDA_DEVICE_ORDER=FASTEST_FIRST", null, "FASTEST_FIRST")]
    [InlineData(null, "CUDA_DEVICE_ORDER=", "")]
    public void Graphics_processors_are_counted_as_the_node_counts_them_unless_the_job_says_otherwise(string? ofJob, string? ofTask, string order)
    {
        var harness = new CoreHarness([Some.Node("n", 4) with { Gpus = [1, 3] }]);
        var properties = new JobProperties { UnitType = JobUnitType.Gpu, MinGpus = 1, MaxGpus = 1, JobEnv = ofJob is null ? null : [ofJob] };
        harness.Submitted(properties, Some.Task("work") with { Env = ofTask is null ? null : [ofTask] });

        Assert.Equal(order, Order(harness));
    }

    [Fact]
    public void A_task_without_graphics_processors_is_told_no_order_of_them()
    {
        var harness = new CoreHarness([Some.Node("n", 4) with { Gpus = [1, 3] }]);
        harness.Submitted("work");

        Assert.Null(Order(harness));
    }

    private static string? Order(CoreHarness harness) => harness.Effects.OfType<Effect.Start>().Single().Attempt.Environment
        .Where(variable => variable.Key == "CUDA_DEVICE_ORDER").Select(variable => variable.Value).LastOrDefault();

    private IEnumerable<TaskRecord> Tasks(int job) => _harness.Tasks(job).Where(task => task.Key.SubTaskId != 0);

    private SchedulerException Refusal(JobProperties properties)
    {
        var job = _harness.New(properties);
        _harness.Add(job, "work");
        return _harness.Submit(job)!;
    }

    private string Variable(string name) =>
        _harness.Effects.OfType<Effect.Start>().Single().Attempt.Environment.Last(variable => variable.Key == name).Value;
}
