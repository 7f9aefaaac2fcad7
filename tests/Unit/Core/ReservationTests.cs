namespace HpcScheduler.Unit.Core;

/// <summary>Jobs that keep their resources until they are stopped (scheduler reference, sections 2.2, J27, and 5.1, RunUntilCanceled).</summary>
public sealed class ReservationTests
{
    private static readonly JobProperties Properties = new() { MinCores = 2, MaxCores = 3, RunUntilCanceled = true };

    private readonly CoreHarness _harness = new();

    [Fact]
    public void It_keeps_its_minimum_when_its_tasks_have_ended_and_runs_those_that_come_later()
    {
        var job = _harness.Submitted(Properties, Some.Sweep(3));
        Assert.Equal(3, _harness.Job(job).AllocatedCores);
        for (var part = 1; part <= 3; part++)
            _harness.Exit(job, 1, 0, part);
        Assert.Equal((JobState.Running, 2), (_harness.Job(job).State, _harness.Job(job).AllocatedCores));
        _harness.Add(job, "late");
        Assert.Equal("late", _harness.Started[^1]);
    }

    [Fact]
    public void A_failed_task_does_not_end_it()
    {
        var job = _harness.Submitted(Properties, Some.Task("bad"));
        _harness.Exit(job, 1, 1);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    [Fact]
    public void It_is_Finished_when_a_user_finishes_it()
    {
        var job = _harness.Submitted(Properties, Some.NodeRelease);
        _harness.Stop(job, finish: true);
        _harness.Exit(job, 1, 0, 1);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
        Assert.Equal(["release"], _harness.Started);
    }

    [Fact]
    public void It_is_Canceled_when_its_run_time_is_over()
    {
        var job = _harness.Submitted(Properties with { RunTime = TimeSpan.FromHours(1) });
        _harness.Pass(TimeSpan.FromHours(1));
        Assert.Equal((JobState.Canceled, ReasonCodes.JobRuntimeExpired), (_harness.Job(job).State, _harness.Job(job).ErrorCode));
    }

    [Theory]
    [InlineData(0, JobState.Finished)]
    [InlineData(1, JobState.Failed)]
    public void It_ends_by_itself_when_it_is_a_reservation_no_longer(int exitCode, JobState state)
    {
        var job = _harness.Submitted(Properties, Some.Task("work"));
        _harness.Exit(job, 1, exitCode);
        _harness.SetJob(job, new JobProperties { RunUntilCanceled = false });
        Assert.Equal(state, _harness.Job(job).State);
    }

    [Fact]
    public void A_running_job_becomes_one_only_with_a_minimum_and_a_maximum_of_its_own()
    {
        var computed = _harness.Submitted("work");
        Assert.Same(SchedulerErrors.RunUntilCanceledWithoutCount, Assert.Throws<SchedulerException>(
            () => _harness.SetJob(computed, new JobProperties { RunUntilCanceled = true })).Error);
        var job = _harness.Submitted(Some.Cores(1), Some.Task("work"));
        Assert.Null(_harness.SetJob(job, new JobProperties { RunUntilCanceled = true }));
        _harness.Exit(job, 1);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    [Fact]
    public void It_may_have_nothing_but_tasks_for_its_node()
    {
        var job = _harness.Submitted(Properties, Some.NodePrep, Some.NodeRelease);
        _harness.Exit(job, 1, 0, 1);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        Assert.Equal(["prepare"], _harness.Started);
    }

    [Fact]
    public void Jobs_that_wait_for_it_wait_until_it_is_finished()
    {
        var job = _harness.Submitted(Properties);
        var child = _harness.Submitted(new JobProperties { ParentJobIds = [job] }, Some.Task("child"));
        Assert.Equal(PendingReason.ParentJobsNotFinished, _harness.Job(child).PendingReason);
        _harness.Stop(job, finish: true);
        Assert.Equal(["child"], _harness.Started);
    }
}
