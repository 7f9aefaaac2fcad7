using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>Nodes that a job may not run on (scheduler reference, section 5.1, ExcludedNodes).</summary>
public sealed class ExcludedNodesTests
{
    private readonly CoreHarness _harness = new();

    [Fact]
    public void A_node_is_excluded_once_whatever_the_case_of_its_name_and_taken_back()
    {
        var job = _harness.New();
        Change(job, add: ["node"]);
        Change(job, add: ["NODE"]);
        Assert.Equal(["node"], _harness.Job(job).Properties.ExcludedNodes);
        Change(job, remove: ["Node"]);
        Assert.Empty(_harness.Job(job).Properties.ExcludedNodes!);
        Change(job, add: ["node"]);
        Change(job, clear: true);
        Assert.Empty(_harness.Job(job).Properties.ExcludedNodes!);
    }

    [Fact]
    public void Other_changes_leave_the_list_as_it_is()
    {
        var job = _harness.New();
        Change(job, add: ["node"]);
        _harness.SetJob(job, new JobProperties { Name = "name" });
        Assert.Equal(["node"], _harness.Job(job).Properties.ExcludedNodes);
    }

    [Fact]
    public void A_job_that_excludes_the_only_node_is_not_valid()
    {
        var job = _harness.New();
        _harness.Add(job, "work");
        Change(job, add: ["node"]);
        Assert.Same(SchedulerErrors.NoNodeFits, _harness.Submit(job)?.Error);
        Change(job, clear: true);
        Assert.Null(_harness.Submit(job));
        Assert.Equal(["work"], _harness.Started);
    }

    [Theory]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Running)]
    public void A_submitted_job_keeps_its_only_node(JobState state)
    {
        var job = InState.Job(_harness, state);
        Assert.Same(SchedulerErrors.ExcludedTooManyNodes, Refused(job, add: ["node"]));
        Change(job, remove: ["node"]);
        Change(job, clear: true);
        Assert.Equal(state, _harness.Job(job).State);
    }

    [Fact]
    public void A_node_that_does_not_exist_is_neither_excluded_nor_taken_back()
    {
        var job = _harness.New();
        Assert.Same(SchedulerErrors.ExcludedNodeNotFound, Refused(job, add: ["node", "other"]));
        Assert.Same(SchedulerErrors.ExcludedNodeNotFound, Refused(job, remove: ["other"]));
        Assert.Null(_harness.Job(job).Properties.ExcludedNodes);
    }

    [Fact]
    public void A_node_that_a_task_requires_is_not_excluded()
    {
        var job = _harness.New(Some.Cores(1));
        _harness.Add(job, Some.Task("work") with { RequiredNodes = ["node"] });
        Assert.Same(SchedulerErrors.ExcludedRequiredNode, Refused(job, add: ["node"]));
    }

    [Fact]
    public void The_list_is_no_longer_than_ExcludedNodesLimit()
    {
        _harness.Set("ExcludedNodesLimit", 0);
        Assert.Same(SchedulerErrors.ExcludedNodeListTooLong, Refused(_harness.New(), add: ["node"]));
    }

    [Fact]
    public void Two_ways_of_changing_the_list_at_once_are_refused()
    {
        var job = _harness.New();
        Assert.Same(SchedulerErrors.ExclusionContradiction, Refused(job, add: ["node"], clear: true));
        Assert.Same(SchedulerErrors.ExclusionContradiction, Refused(job, add: ["node"], remove: ["node"]));
    }

    private void Change(int job, string[]? add = null, string[]? remove = null, bool clear = false) =>
        _harness.SetJob(new SetJob(job, new JobProperties(), add, remove, clear), CoreHarness.Owner);

    private SchedulerError Refused(int job, string[]? add = null, string[]? remove = null, bool clear = false) =>
        Assert.Throws<SchedulerException>(() => Change(job, add, remove, clear)).Error;
}
