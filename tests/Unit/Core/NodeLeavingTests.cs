using HpcScheduler.Core;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>
/// Nodes that go: drained, taken offline by force, excluded, out of the job's group, not to be prepared (scheduler reference, sections 2.3,
/// T18, T19 and T27, 7.1 and 7.3). Two nodes of two cores.
/// </summary>
public sealed class NodeLeavingTests
{
    private readonly CoreHarness _harness = new(
        [Some.Node("a", 2), Some.Node("b", 2)], new NodeGroupRecord(3, "both") { Nodes = ["a", "b"] });

    [Fact]
    public void A_node_that_nothing_runs_on_is_Offline_at_once_and_gets_work_when_it_is_Online_again()
    {
        _harness.SetNode("a", NodeState.Offline);
        Assert.Equal(NodeState.Offline, _harness.Node("a").State);
        var job = _harness.Submitted(Some.Cores(4), Some.Sweep(4));
        Assert.Equal(JobState.Queued, _harness.Job(job).State);
        _harness.SetNode("a", NodeState.Online);
        Assert.Equal(4, _harness.Running.Count);
    }

    [Fact]
    public void A_node_drains_what_runs_ends_by_itself_and_nothing_new_starts()
    {
        var job = _harness.Submitted(Some.Cores(4), Some.Sweep(8), Some.NodeRelease);
        _harness.SetNode("a", NodeState.Offline);
        Assert.Equal(NodeState.Draining, _harness.Node("a").State);
        Assert.Empty(_harness.Effects);
        End(job, "a");
        Assert.Equal("release", _harness.Started[^1]);
        Assert.Equal(("a", NodeState.Draining), (_harness.Task(job, 2, 1).AllocatedNodes.Single(), _harness.Node("a").State));
        _harness.Exit(job, 2, 0, 1);
        Assert.Equal((NodeState.Offline, JobState.Running), (_harness.Node("a").State, _harness.Job(job).State));
        Assert.Equal([new NodeShare("b", 2)], _harness.Job(job).Shares);
        End(job, "b");
        Assert.All(_harness.Tasks(job).Where(task => task.State.HasFlag(TaskState.Dispatching)), task => Assert.Equal(["b"], task.AllocatedNodes));
    }

    [Fact]
    public void A_job_whose_only_node_drained_waits_in_the_queue_and_keeps_its_place()
    {
        var job = _harness.Submitted(Some.Cores(2) with { RequestedNodes = ["a"] }, Some.Sweep(4));
        _harness.SetNode("a", NodeState.Offline);
        _harness.Exit(job, 1, 0, 1);
        _harness.Exit(job, 1, 0, 2);
        Assert.Equal((JobState.Queued, NodeState.Offline), (_harness.Job(job).State, _harness.Node("a").State));
        Assert.Equal(0, _harness.Job(job).AutoRequeueCount);
        var other = _harness.Submitted(Some.Cores(4), Some.Sweep(4));
        _harness.SetNode("a", NodeState.Online);
        Assert.Equal((JobState.Running, JobState.Queued), (_harness.Job(job).State, _harness.Job(other).State));
    }

    [Theory, Trait("Row", "T18")]
    [InlineData(true, TaskState.Queued, 0)]
    [InlineData(false, TaskState.Failed, ReasonCodes.NodeUnreachable)]
    public void T18_a_task_on_a_node_that_is_taken_offline_by_force_is_killed_and_runs_again_if_it_may(bool rerunnable, TaskState state, int reason)
    {
        var job = _harness.Submitted(
            Some.Cores(2) with { RequestedNodes = ["a"] },
            Some.Task("work") with { Rerunnable = rerunnable },
            Some.NodeRelease);
        _harness.SetNode("a", NodeState.Offline, force: true);
        Assert.Equal((NodeState.Offline, 1), (_harness.Node("a").State, _harness.Effects.OfType<Effect.Kill>().Count()));
        _harness.Killed(job, 1);
        Assert.Equal((state, reason), (_harness.Task(job, 1).State, _harness.Task(job, 1).ErrorCode));
        // A node that is gone is not released.
        Assert.Equal(["work"], _harness.Started);
        Assert.Equal(rerunnable ? JobState.Queued : JobState.Failed, _harness.Job(job).State);
    }

    [Fact]
    public void A_task_that_was_killed_with_its_node_runs_on_another()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.Task("work"));
        _harness.SetNode("a", NodeState.Offline, force: true);
        _harness.Killed(job, 1);
        Assert.Equal(["b"], _harness.Task(job, 1).AllocatedNodes);
        Assert.Equal(2, _harness.Task(job, 1).Instance);
    }

    [Theory, Trait("Row", "T19")]
    [InlineData(true, TaskState.Dispatching, 0)]
    [InlineData(false, TaskState.Failed, ReasonCodes.TaskNodeNotUsable)]
    public void T19_a_task_on_a_node_that_is_excluded_is_stopped_and_runs_elsewhere_if_it_may(bool rerunnable, TaskState state, int reason)
    {
        var job = _harness.Submitted(Some.Cores(1), Some.Task("work") with { Rerunnable = rerunnable }, Some.Task("next"), Some.NodeRelease);
        _harness.SetJob(new SetJob(job, new JobProperties(), AddExcludedNodes: ["a"]), CoreHarness.Owner);
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());
        _harness.Killed(job, 1);
        Assert.Equal((state, reason), (_harness.Task(job, 1).State, _harness.Task(job, 1).ErrorCode));
        Assert.Contains("release", _harness.Started);
        Assert.Equal(["b"], _harness.Task(job, rerunnable ? 1 : 2).AllocatedNodes);
    }

    [Fact, Trait("Row", "T19")]
    public void T19_a_task_on_a_node_that_leaves_the_group_of_its_job_is_stopped()
    {
        var job = _harness.Submitted(Some.Cores(1) with { NodeGroups = ["both"] }, Some.Task("work"));
        _harness.Turn(core => core.Handle(new RemoveGroup("both", null, ["a"]), CoreHarness.Administrator));
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());
        Assert.Equal(CancelRequest.NodeNotUsableByJob, _harness.Task(job, 1).CancelRequest);
        _harness.Killed(job, 1);
        Assert.Equal(["b"], _harness.Task(job, 1).AllocatedNodes);
    }

    [Fact]
    public void A_node_is_not_excluded_without_which_a_job_could_not_have_its_minimum()
    {
        var job = _harness.Submitted(Some.Cores(3), Some.Sweep(3));
        Assert.Same(SchedulerErrors.ExcludedTooManyNodes, Assert.Throws<SchedulerException>(
            () => _harness.SetJob(new SetJob(job, new JobProperties(), AddExcludedNodes: ["a"]), CoreHarness.Owner)).Error);
    }

    [Fact]
    public void Every_node_is_prepared_before_its_first_task_and_released_after_its_last()
    {
        var job = _harness.Submitted(Some.Cores(4), Some.NodePrep, Some.Sweep(4), Some.NodeRelease);
        Assert.Equal(["prepare", "prepare"], _harness.Started);
        Assert.Equal(("a", "b"), (_harness.Task(job, 1, 1).AllocatedNodes.Single(), _harness.Task(job, 1, 2).AllocatedNodes.Single()));
        _harness.Exit(job, 1, 0, 2);
        Assert.Equal(["part 1", "part 2"], _harness.Started.Skip(2));
        Assert.Equal(["b"], _harness.Task(job, 2, 1).AllocatedNodes);
        _harness.Exit(job, 1, 0, 1);
        for (var part = 1; part <= 4; part++)
            _harness.Exit(job, 2, 0, part);
        Assert.Equal(JobState.Finishing, _harness.Job(job).State);
        Assert.Equal(["a", "b"], _harness.Tasks(job).Where(task => task.Key is { TaskId: 3, SubTaskId: > 0 }).Select(task => task.AllocatedNodes.Single()));
        _harness.Exit(job, 3, 0, 1);
        _harness.Exit(job, 3, 0, 2);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
        Assert.Equal(["a", "b"], _harness.Job(job).AllocatedNodes);
    }

    [Fact]
    public void A_node_release_task_of_a_node_that_a_running_job_leaves_has_a_deadline()
    {
        var job = _harness.Submitted(new JobProperties { MinCores = 1, MaxCores = 4 }, Some.Sweep(3), Some.NodeRelease);
        End(job, "b");
        Assert.Equal("release", _harness.Started[^1]);
        _harness.Pass(TimeSpan.FromSeconds(_harness.Settings.NodeReleaseTaskTimeout));
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        _harness.Killed(job, 2, 1);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        Assert.Equal(["a"], _harness.Job(job).AllocatedNodes);
    }

    [Fact, Trait("Row", "T27")]
    public void T27_a_node_that_cannot_be_prepared_is_excluded_and_the_job_goes_on_elsewhere()
    {
        var job = _harness.Submitted(new JobProperties { MinCores = 2, MaxCores = 4 }, Some.NodePrep, Some.Sweep(4));
        _harness.Exit(job, 1, 1, 1);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        Assert.Equal(["a"], _harness.Job(job).Properties.ExcludedNodes);
        _harness.Exit(job, 1, 0, 2);
        Assert.Equal([new NodeShare("b", 2)], _harness.Job(job).Shares);
        for (var part = 1; part <= 4; part++)
            _harness.Exit(job, 2, 0, part);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    [Fact]
    public void A_job_that_needs_the_node_that_cannot_be_prepared_fails()
    {
        var job = _harness.Submitted(Some.Cores(3), Some.NodePrep, Some.Sweep(4));
        _harness.Exit(job, 1, 1, 1);
        _harness.Killed(job, 1, 2);
        Assert.Equal((JobState.Failed, ReasonCodes.NodePrepTaskFailure), (_harness.Job(job).State, _harness.Job(job).ErrorCode));
    }

    [Fact]
    public void A_node_is_removed_when_it_is_Offline_and_nothing_holds_it()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.Task("work"));
        Assert.Same(SchedulerErrors.NodeNotOffline, Refused("a"));
        _harness.SetNode("a", NodeState.Offline, force: true);
        Assert.Same(SchedulerErrors.NodeNotOffline, Refused("a"));
        _harness.Killed(job, 1);
        _harness.Turn(core => core.Handle(new RemoveNode("a"), CoreHarness.Administrator));
        Assert.Same(SchedulerErrors.NodeNotFound, Refused("a"));
    }

    [Fact]
    public void A_service_has_instances_on_all_nodes()
    {
        var job = _harness.Submitted(new JobProperties { MinCores = 1, MaxCores = 4 }, Some.Service);
        Assert.Equal(["a", "a", "b", "b"], _harness.Tasks(job).Where(task => task.Key.SubTaskId > 0).Select(task => task.AllocatedNodes.Single()));
    }

    private void End(int job, string node)
    {
        foreach (var task in _harness.Tasks(job).Where(task => task.AllocatedNodes.Contains(node) && _harness.Running.ContainsKey(task.Key)).ToList())
            _harness.End(task.Key, new AttemptEnd { Outcome = AttemptOutcome.Exited, ExitCode = 0, Time = _harness.Now });
    }

    private SchedulerError Refused(string node) => Assert.Throws<SchedulerException>(
        () => _harness.Turn(core => core.Handle(new RemoveNode(node), CoreHarness.Administrator))).Error;
}
