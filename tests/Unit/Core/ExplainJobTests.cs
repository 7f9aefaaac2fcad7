using HpcScheduler.Core;
using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>
/// Why a job waits (scheduler reference, sections 6.1, 6.2 and 6.8): a with 2 cores and 3000 MB, b with 4 and 2000 MB, c with 8, 1000 MB and two
/// graphics processors.
/// </summary>
public sealed class ExplainJobTests
{
    private readonly CoreHarness _harness = new(
        [
            Some.Node("a", 2) with { Memory = 3000 }, Some.Node("b", 4) with { Memory = 2000 },
            Some.Node("c", 8) with { Memory = 1000, Gpus = [0, 1] },
        ],
        new NodeGroupRecord(3, "small") { Nodes = ["a", "b"] },
        new NodeGroupRecord(4, "even") { Nodes = ["b", "c"] });

    [Fact]
    public void What_is_not_free_is_counted_and_the_holders_are_named()
    {
        var holder = Runs("c", 8);
        var found = Explain(Waits(Some.Cores(7)));
        Assert.Equal("It needs 7 cores; 6 are free for it on the nodes that it may use.", found.Summary);
        Assert.Empty(found.JobsAhead);
        var constraint = Constraint(found, "MinCores");
        Assert.Equal(("7 cores", false, "a b"), (constraint.Wanted, constraint.IsMet, string.Join(' ', constraint.PassingNodes)));
        Assert.Equal($"None of the 8 cores of node c is free: job {holder} holds 8 cores.", Reason(constraint, "c"));
        Assert.Equal(["a True 2", "b True 4", "c False 0"], found.Nodes.Select(node => $"{node.Name} {node.Passes} {node.FreeUnits}"));
    }

    [Fact]
    public void Of_one_that_wants_a_single_node_or_group_no_more_is_counted_than_it_could_have_together()
    {
        Runs("c", 5);
        Assert.Equal("It needs 8 cores on one node; 4 are free for it on the best of the nodes that it may use.", Explain(Waits(Some.Cores(8) with { SingleNode = true })).Summary);
        _harness.Stop(2);
        var uniform = Explain(Waits(Some.Cores(8) with { NodeGroups = ["small", "even"], NodeGroupOp = JobNodeGroupOp.Uniform }));
        Assert.Equal("It needs 8 cores; 7 are free for it on the nodes that it may use.", uniform.Summary);
        Assert.False(Constraint(uniform, "MinCores").IsMet);
    }

    [Fact]
    public void One_that_leaves_its_cores_says_so()
    {
        _harness.Set("PreemptionType", nameof(PreemptionMode.Immediate));
        _harness.Set("TaskImmediatePreemptionEnabled", "False");
        var lower = _harness.Submitted(Some.Cores(14), Some.Sweep(14));
        Waits(Some.Cores(2) with { ExpandedPriority = 4000 });
        Assert.Equal("It gives its cores back and goes back to the queue.", Explain(lower).Summary);
    }

    public static TheoryData<JobProperties, string, string, string, string> Wishes => new()
    {
        { new() { NodeGroups = ["small"] }, "NodeGroups", "small", "c", "Node c is not in small." },
        { new() { NodeGroups = ["small", "even"] }, "NodeGroups", "small, even (Intersect)", "a", "Node a is not in even." },
        { new() { RequestedNodes = ["B", "c"] }, "RequestedNodes", "B, c", "a", "It does not request node a." },
        { new() { MinCoresPerNode = 4 }, "MinCoresPerNode", "4", "a", "Node a has 2 cores, and MinCoresPerNode is 4." },
        { new() { MaxCoresPerNode = 4 }, "MaxCoresPerNode", "4", "c", "Node c has 8 cores, and MaxCoresPerNode is 4." },
        { new() { MinMemoryPerNode = 1500 }, "MinMemoryPerNode", "1500 MB", "c", "Node c has 1000 MB of memory, and MinMemoryPerNode is 1500." },
        { new() { MaxMemoryPerNode = 2500 }, "MaxMemoryPerNode", "2500 MB", "a", "Node a has 3000 MB of memory, and MaxMemoryPerNode is 2500." },
        { new() { EstimatedProcessMemory = 1500 }, "EstimatedProcessMemory", "1500 MB", "c", "Node c has 1000 MB of memory, and EstimatedProcessMemory is 1500." },
    };

    [Theory]
    [MemberData(nameof(Wishes))]
    public void What_it_asks_of_nodes_is_said_of_each_node(JobProperties wishes, string name, string wanted, string node, string reason)
    {
        foreach (var (each, cores) in new[] { ("a", 2), ("b", 4), ("c", 8) })
            Runs(each, cores);
        var found = Explain(Waits(wishes with { MinCores = 1, MaxCores = 1 }));
        var constraint = Constraint(found, name);
        Assert.Equal((wanted, true, reason), (constraint.Wanted, constraint.IsMet, Reason(constraint, node)));
        Assert.Equal(reason, found.Nodes.Single(other => other.Name == node).Reason);
        Assert.Equal(3, constraint.PassingNodes.Count + constraint.FailingNodes.Count);
        // Of the nodes that are left only it is asked what is free.
        Assert.DoesNotContain(Constraint(found, "State").FailingNodes, failing => failing.Name == node);
        Assert.DoesNotContain(Constraint(found, "MinCores").FailingNodes, failing => failing.Name == node);
    }

    [Fact]
    public void Excluded_nodes_are_named()
    {
        Runs("b", 4);
        Runs("c", 8);
        var job = Waits(Some.Cores(3));
        _harness.SetJob(new SetJob(job, new JobProperties(), AddExcludedNodes: ["a"]), CoreHarness.Owner);
        Assert.Equal("It excludes node a.", Reason(Constraint(Explain(job), "ExcludedNodes"), "a"));
    }

    [Fact]
    public void A_node_that_is_not_online_says_its_state_and_a_job_that_needs_it_could_not_start_at_all()
    {
        Runs("c", 1);
        var job = Waits(Some.Cores(8) with { SingleNode = true });
        _harness.SetNode("c", NodeState.Draining);
        var found = Explain(job);
        Assert.Equal("Node c is Draining.", Reason(Constraint(found, "State"), "c"));
        Assert.Equal("Node b has 4 of 8 cores free.", Reason(Constraint(found, "MinCores"), "b"));
        Assert.StartsWith("It needs 8 cores on one node, and the nodes that it may use and that are Online do not have so much", found.Summary, StringComparison.Ordinal);
        Assert.Equal((null, "It could not start even if nothing else ran."), (found.EarliestStart, found.EarliestStartReason));
    }

    [Fact]
    public void Jobs_that_have_a_node_for_themselves_or_are_in_the_way_of_one_that_wants_that_are_named()
    {
        var exclusive = Runs("b", 1, exclusive: true);
        var other = Runs("c", 1);
        var small = Explain(Waits(Some.Cores(1) with { RequestedNodes = ["b"] }));
        Assert.Equal($"Job {exclusive} has node b for itself.", Reason(Constraint(small, "Exclusive"), "b"));
        var wants = Explain(Waits(Some.Cores(3) with { RequestedNodes = ["c"], Exclusive = true }));
        Assert.Equal($"Job {other} holds some of node c.", Reason(Constraint(wants, "Exclusive"), "c"));
        Assert.False(Constraint(wants, "Exclusive").IsMet);
    }

    [Fact]
    public void Graphics_processors_are_counted_where_there_are_some()
    {
        var gpus = new JobProperties { UnitType = JobUnitType.Gpu, MinGpus = 2, MaxGpus = 2 };
        _harness.Submitted(gpus with { MinGpus = 1, MaxGpus = 1 }, Some.Task("work"));
        var found = Explain(Waits(gpus));
        var constraint = Constraint(found, "MinGpus");
        Assert.Equal(("2 GPUs", false, "c"), (constraint.Wanted, constraint.IsMet, string.Join(' ', constraint.PassingNodes)));
        Assert.Equal("Node b has no GPU.", Reason(constraint, "b"));
        Assert.Equal(1, found.Nodes.Single(node => node.Name == "c").FreeUnits);
    }

    [Fact]
    public void A_node_that_a_task_requires_is_named()
    {
        Runs("a", 2);
        var found = Explain(Waits(Some.Cores(2), Some.Task("here") with { RequiredNodes = ["a"] }));
        Assert.Equal("None of the 2 cores of node a is free: job 1 holds 2 cores.", Reason(Constraint(found, "RequiredNodes"), "a"));
        _harness.Stop(1, force: true);
        for (var part = 1; part <= 2; part++)
            _harness.Killed(1, 1, part);
    }

    [Fact]
    public void A_required_node_that_is_not_online_is_the_reason()
    {
        Runs("a", 2);
        var job = Waits(Some.Cores(2), Some.Task("here") with { RequiredNodes = ["a"] });
        _harness.SetNode("a", NodeState.Draining);
        Assert.Equal("Its tasks require a, not Online.", Explain(job).Summary);
    }

    [Fact]
    public void Jobs_before_it_are_named_with_what_they_keep()
    {
        Runs("c", 1);
        var head = Waits(Some.Cores(8) with { RequestedNodes = ["c"], Name = "head", ExpandedPriority = 3000 });
        var elsewhere = Waits(Some.Cores(2) with { RequestedNodes = ["c"], SingleNode = true });
        var job = Waits(Some.Cores(13));
        var found = Explain(job);
        Assert.Equal($"It needs 13 cores, which would be free, but jobs {head}, {elsewhere} before it wait for the same nodes.", found.Summary);
        Assert.Equal(2, found.JobsAheadCount);
        Assert.Equal((head, "head", 3000, true, JobState.Queued), Ahead(found.JobsAhead[0]));
        Assert.Equal("It waits for 8 cores and keeps nodes that this job may use.", found.JobsAhead[0].Reason);
        Assert.Equal($"Job {head}, which stands before it, keeps node c.", Reason(Constraint(found, "JobsAhead"), "c"));
        Assert.Equal("a b", string.Join(' ', Constraint(found, "JobsAhead").PassingNodes));

        static (int, string, int, bool, JobState) Ahead(HpcJobAhead job) => (job.JobId, job.Name, job.ExpandedPriority, job.IsInTheWay, job.State);
    }

    [Fact]
    public void Jobs_before_it_that_are_not_in_its_way_say_so()
    {
        var large = Runs("c", 1);
        Runs("b", 4);
        Runs("a", 2);
        var head = Waits(Some.Cores(8) with { RequestedNodes = ["c"] });
        var hopeless = Waits(Some.Cores(14));
        _harness.SetNode("a", NodeState.Draining);
        var found = Explain(Waits(Some.Cores(1) with { RequestedNodes = ["b"] }));
        Assert.Equal("It needs 1 core; nothing is free for it on the nodes that it may use.", found.Summary);
        Assert.Equal([(head, false), (hopeless, false)], found.JobsAhead.Select(job => (job.JobId, job.IsInTheWay)));
        Assert.Equal("It waits for 8 cores on other nodes.", found.JobsAhead[0].Reason);
        Assert.Equal("The nodes that are Online would not be enough for it; it keeps none.", found.JobsAhead[1].Reason);
        Assert.Equal(JobState.Running, _harness.Job(large).State);
    }

    [Fact]
    public void It_starts_when_the_run_times_of_those_that_run_say()
    {
        Runs("c", 8, hours: 2);
        var job = Waits(Some.Cores(10));
        Assert.Equal((_harness.Now.AddHours(2), ""), (Explain(job).EarliestStart, Explain(job).EarliestStartReason));
    }

    [Fact]
    public void Those_before_it_have_their_run_times_first()
    {
        Runs("c", 8, hours: 2);
        Waits(Some.Cores(10) with { RunTime = TimeSpan.FromHours(3) });
        var last = Waits(Some.Cores(14) with { RunTime = TimeSpan.FromHours(1) });
        Assert.Equal(_harness.Now.AddHours(5), Explain(last).EarliestStart);
        Assert.Equal(_harness.Now.AddHours(6), Explain(Waits(Some.Cores(1))).EarliestStart);
    }

    [Fact]
    public void When_it_starts_is_not_known_if_one_before_it_has_no_run_time()
    {
        Runs("c", 8, hours: 2);
        var head = Waits(Some.Cores(10));
        var found = Explain(Waits(Some.Cores(14)));
        Assert.Equal((null, $"Job {head} on the same nodes has no RunTime."), (found.EarliestStart, found.EarliestStartReason));
    }

    [Fact]
    public void When_it_starts_is_not_known_if_one_in_the_way_has_no_run_time()
    {
        var endless = Runs("c", 8);
        var found = Explain(Waits(Some.Cores(10)));
        Assert.Equal((null, $"Job {endless} on the same nodes has no RunTime."), (found.EarliestStart, found.EarliestStartReason));
    }

    [Fact]
    public void Those_that_give_way_to_it_are_named()
    {
        _harness.Set("PreemptionType", nameof(PreemptionMode.Graceful));
        var lower = _harness.Submitted(Some.Cores(14), Some.Sweep(14));
        var found = Explain(Waits(Some.Cores(2) with { ExpandedPriority = 4000 }));
        Assert.EndsWith($"Job {lower} of lower priority gives way to it.", found.Summary, StringComparison.Ordinal);
        Assert.Equal("When those of lower priority have given way is not known.", found.EarliestStartReason);
    }

    [Fact]
    public void One_that_the_activation_filter_is_asked_about_holds_those_behind_it()
    {
        _harness.Set("ActivationFilterProgram", "/bin/true");
        var asked = _harness.Submitted("first");
        var behind = _harness.Submitted("second");
        Assert.Equal(("", PendingReason.ActivationFilter), (Explain(asked).Summary, Explain(asked).Job.PendingReason));
        var found = Explain(behind);
        Assert.Equal($"Job {asked} before it waits for the activation filter to let it start, and those behind that wait with it.", found.Summary);
        Assert.Equal((asked, true), (found.JobsAhead.Single().JobId, found.JobsAhead.Single().IsInTheWay));
        Assert.Null(found.EarliestStart);
    }

    [Fact]
    public void Of_one_that_waits_for_parents_these_are_named()
    {
        var parent = _harness.Submitted(new JobProperties { Name = "first" }, Some.Task("work"));
        var child = _harness.Submitted(new JobProperties { ParentJobIds = [parent] }, Some.Task("later"));
        var found = Explain(child);
        Assert.Equal((parent, "first", true), (found.JobsAhead.Single().JobId, found.JobsAhead.Single().Name, found.JobsAhead.Single().IsInTheWay));
        Assert.Equal("It is a parent: it is Running and must be Finished first.", found.JobsAhead.Single().Reason);
        _harness.Exit(parent, 1, 1);
        Assert.Equal("It is a parent: it is Failed and must be Finished first.", Explain(child).JobsAhead.Single().Reason);
    }

    [Fact]
    public void One_that_is_held_stands_before_nobody_and_behind_nobody()
    {
        Runs("c", 8);
        var waits = Waits(Some.Cores(10));
        var held = Waits(Some.Cores(1) with { HoldUntil = _harness.Now.AddHours(1).UtcDateTime });
        var found = Explain(held);
        Assert.Equal((PendingReason.HeldByUser, 0), (found.Job.PendingReason, found.JobsAheadCount));
        Assert.Equal("It does not stand in the queue yet.", found.EarliestStartReason);
        Assert.Empty(Explain(waits).JobsAhead);
    }

    [Fact]
    public void Of_one_that_does_not_wait_nothing_is_said_in_whatever_state()
    {
        var ended = _harness.Submitted("work");
        var configuring = _harness.New();
        Assert.Equal(("", JobState.Running), (Explain(ended).Summary, Explain(ended).Job.State));
        _harness.Exit(ended, 1);
        Assert.Equal(("", JobState.Finished), (Explain(ended).Summary, Explain(ended).Job.State));
        Assert.Equal(("", JobState.Configuring), (Explain(configuring).Summary, Explain(configuring).Job.State));
        Assert.Same(SchedulerErrors.JobNotFound, Assert.Throws<SchedulerException>(() => Explain(99)).Error);
    }

    [Fact]
    public void Of_one_that_runs_it_is_said_why_its_tasks_wait()
    {
        var full = _harness.Submitted(Some.Cores(2), Some.Sweep(5));
        Assert.Equal("It runs; 3 tasks of it wait. It holds 2 cores of at most 2.", Explain(full).Summary);
        var chain = _harness.Submitted(new JobProperties(), Some.Named("one"), Some.Named("two", "one"));
        Assert.Equal("It runs; 1 task of it waits. 1 of them depends on tasks that have not ended.", Explain(chain).Summary);
        Assert.Empty(Explain(chain).Nodes);
    }

    [Fact]
    public void Of_one_that_runs_and_has_not_the_node_that_a_task_requires_the_node_is_named()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.Named("one"), Some.Named("two", "one") with { RequiredNodes = ["a"] });
        var holder = Runs("a", 2);
        _harness.Exit(job, 1);
        var found = Explain(job);
        Assert.Equal("It runs; 1 task of it waits. Some require a, which it does not hold. It holds 1 core of at most 1.", found.Summary);
        Assert.Equal($"None of the 2 cores of node a is free: job {holder} holds 2 cores.", Reason(Constraint(found, "RequiredNodes"), "a"));
    }

    [Fact]
    public void To_explain_changes_nothing()
    {
        Runs("c", 8, hours: 1);
        var job = Waits(Some.Cores(10));
        Waits(Some.Cores(14));
        var before = _harness.Job(job);
        Explain(job);
        Invariants.Check(_harness.Core);
        Assert.True(_harness.Core.End().Changes.IsEmpty);
        Assert.Equal(before, _harness.Job(job));
    }

    [Fact]
    public void A_job_of_a_kind_that_does_not_start_in_the_mode_keeps_nobody()
    {
        _harness.Set("SchedulingMode", "FastBalanced");
        Runs("a", 1);
        var nodes = _harness.Submitted(new JobProperties { UnitType = JobUnitType.Node, MinNodes = 1, MaxNodes = 1 }, Some.Task("whole"));
        var found = Explain(nodes);
        Assert.Equal(("It could not start before the SchedulingMode or the job is another one.", PendingReason.FastBalancedUnitType), (found.EarliestStartReason, found.Job.PendingReason));
    }

    [Fact]
    public void What_is_free_and_guaranteed_to_another_pool_is_not_for_it()
    {
        var harness = new CoreHarness(cores: 4);
        foreach (var pool in (string[])["blue", "red"])
        {
            harness.AddPool(pool, 1);
            harness.Import(pool, new JobTemplateItem { PropertyName = "Pool", Default = pool });
        }

        harness.Set("EnablePools", "True");
        harness.Submitted(Some.Cores(1) with { Template = "red" }, Some.Task("keeps"));
        var blue = harness.Submitted(Some.Cores(2) with { Template = "blue" }, Some.Sweep(2));
        // Of red one runs with one core and waits for another, on a node that it does not get yet.
        var red = harness.Submitted(Some.Cores(2) with { Template = "red" }, Some.Sweep(2));
        var more = harness.Submitted(Some.Cores(1) with { Template = "blue" }, Some.Task("more"));
        Assert.Equal([JobState.Running, JobState.Queued, JobState.Queued], ((int[])[blue, red, more]).Select(job => harness.Job(job).State));
        Assert.Contains($"job {red} before it waits for the same nodes", harness.Turn(core => core.Handle(new ExplainJob(more))).Summary, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_share_of_a_running_job_is_said_where_shares_are_balanced()
    {
        var harness = new CoreHarness(cores: 4);
        harness.Set("SchedulingMode", "Balanced");
        var (one, _) = (Half(), Half());
        Assert.EndsWith("It holds 4 cores of at most 9, and its share is 2 cores.", harness.Turn(core => core.Handle(new ExplainJob(one))).Summary, StringComparison.Ordinal);

        int Half() => harness.Submitted(new JobProperties { MinCores = 1, MaxCores = 9 }, Some.Sweep(20));
    }

    private Explanation Explain(int job) => _harness.Core.Handle(new ExplainJob(job));

    private static HpcJobConstraint Constraint(Explanation found, string name) => found.Constraints.Single(constraint => constraint.Name == name);

    private static string Reason(HpcJobConstraint constraint, string node) => constraint.FailingNodes.Single(failing => failing.Name == node).Reason;

    private int Runs(string node, int cores, int? hours = null, bool exclusive = false)
    {
        var job = _harness.Submitted(
            Some.Cores(cores) with
            {
                RequestedNodes = [node],
                Exclusive = exclusive,
                RunTime = hours is { } limit ? TimeSpan.FromHours(limit) : null,
                RunUntilCanceled = true,
            },
            Some.Sweep(cores));
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        return job;
    }

    private int Waits(JobProperties properties, params TaskProperties[] tasks)
    {
        var job = _harness.Submitted(properties, tasks.Length == 0 ? [Some.Task("work")] : tasks);
        Assert.Equal(JobState.Queued, _harness.Job(job).State);
        return job;
    }
}
