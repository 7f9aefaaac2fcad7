namespace HpcScheduler.Unit.Core;

/// <summary>Jobs that have the node for themselves, and tasks that have it for themselves within their job (scheduler reference, section 7.4).</summary>
public sealed class ExclusiveTests
{
    private static readonly JobProperties Exclusive = new() { MinCores = 1, MaxCores = 4, Exclusive = true };

    private readonly CoreHarness _harness = new();

    [Fact]
    public void An_exclusive_job_waits_until_nothing_else_runs()
    {
        var other = _harness.Submitted("other");
        var job = _harness.Submitted(Exclusive, Some.Task("alone"));
        Assert.Equal((JobState.Queued, PendingReason.NotEnoughResource), (_harness.Job(job).State, _harness.Job(job).PendingReason));
        _harness.Exit(other, 1);
        Assert.Equal(["other", "alone"], _harness.Started);
    }

    [Fact]
    public void Nothing_starts_beside_an_exclusive_job()
    {
        var job = _harness.Submitted(Exclusive, Some.Task("alone"));
        var other = _harness.Submitted("other");
        Assert.Equal(1, _harness.Job(job).AllocatedCores);
        Assert.Equal((JobState.Queued, PendingReason.NotEnoughResource), (_harness.Job(other).State, _harness.Job(other).PendingReason));
        _harness.Exit(job, 1);
        Assert.Equal(["alone", "other"], _harness.Started);
    }

    [Fact]
    public void An_exclusive_job_keeps_its_node_while_it_is_released()
    {
        var job = _harness.Submitted(Exclusive, Some.Task("alone"), Some.NodeRelease);
        _harness.Submitted("other");
        _harness.Exit(job, 1);
        Assert.Equal(["alone", "release"], _harness.Started);
        _harness.Exit(job, 2, 0, 1);
        Assert.Equal(["alone", "release", "other"], _harness.Started);
    }

    [Fact]
    public void The_next_host_lets_nothing_start_beside_an_exclusive_job()
    {
        _harness.Submitted(Exclusive, Some.Task("alone"));
        _harness.Restart();
        _harness.Submitted("other");
        Assert.Equal(["alone"], _harness.Started);
    }

    [Fact]
    public void Tasks_of_an_exclusive_job_run_beside_each_other()
    {
        _harness.Submitted(Exclusive, Some.Task("first"), Some.Task("second"));
        Assert.Equal(["first", "second"], _harness.Started);
    }

    [Fact]
    public void An_exclusive_task_runs_when_no_other_of_its_job_does()
    {
        var job = _harness.Submitted(Exclusive, Some.Task("first"), Some.Task("alone") with { Exclusive = true }, Some.Task("last"));
        Assert.Equal(["first"], _harness.Started);
        _harness.Exit(job, 1);
        Assert.Equal(["first", "alone"], _harness.Started);
        _harness.Exit(job, 2);
        Assert.Equal(["first", "alone", "last"], _harness.Started);
    }

    [Fact]
    public void Sub_tasks_of_an_exclusive_sweep_run_one_after_the_other()
    {
        var job = _harness.Submitted(Exclusive, Some.Sweep(2) with { Exclusive = true });
        Assert.Equal(["part 1"], _harness.Started);
        _harness.Exit(job, 1, 0, 1);
        Assert.Equal(["part 1", "part 2"], _harness.Started);
    }

    [Fact]
    public void An_exclusive_task_in_a_shared_job_is_not_valid() =>
        Assert.Same(SchedulerErrors.TaskExclusiveJobNot, Refusal(Some.Cores(1)));

    [Fact]
    public void An_exclusive_task_in_a_job_of_computed_size_is_not_valid() =>
        Assert.Same(SchedulerErrors.TaskExclusiveAutoCalculate, Refusal(new JobProperties { Exclusive = true }));

    private SchedulerError? Refusal(JobProperties properties)
    {
        var job = _harness.New(properties);
        _harness.Add(job, Some.Task("alone") with { Exclusive = true });
        return _harness.Submit(job)?.Error;
    }
}
