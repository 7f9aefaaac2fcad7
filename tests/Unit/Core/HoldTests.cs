using HpcScheduler.Core;

namespace HpcScheduler.Unit.Core;

/// <summary>Jobs on hold, above all those that are put on hold while they run (scheduler reference, section 2.2, J10 and J24).</summary>
public sealed class HoldTests
{
    private readonly CoreHarness _harness = new();

    [Fact]
    public void What_runs_goes_on_and_nothing_new_starts()
    {
        var job = Held(Some.Cores(2), Some.Task("first"), Some.Task("second"), Some.Task("third"));
        _harness.Exit(job, 1);
        _harness.Add(job, "late");
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        Assert.Equal(["first", "second"], _harness.Started);
    }

    [Fact]
    public void Its_cores_are_free_for_others_as_its_tasks_end()
    {
        var job = Held(Some.Cores(4), Some.Task("first"), Some.Task("second"), Some.Task("third"));
        _harness.Exit(job, 1);
        Assert.Equal(2, _harness.Job(job).AllocatedCores);
        var other = _harness.Submitted(Some.Cores(2), Some.Task("other"));
        Assert.Equal(JobState.Running, _harness.Job(other).State);
    }

    [Fact]
    public void The_node_is_released_before_the_job_is_queued_and_prepared_anew_when_it_starts()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.NodePrep, Some.Task("first"), Some.Task("second"), Some.NodeRelease);
        _harness.Exit(job, 1, 0, 1);
        Hold(job);
        _harness.Exit(job, 2);
        Assert.Equal(["prepare", "first", "release"], _harness.Started);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        _harness.Exit(job, 4, 0, 1);
        Assert.Equal((JobState.Queued, PendingReason.HeldByUser), (_harness.Job(job).State, _harness.Job(job).PendingReason));
        _harness.Pass(TimeSpan.FromHours(1));
        _harness.Exit(job, 1, 0, 1);
        _harness.Exit(job, 3);
        _harness.Exit(job, 4, 0, 1);
        Assert.Equal(["prepare", "first", "release", "prepare", "second", "release"], _harness.Started);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    [Fact]
    public void A_node_that_is_being_prepared_is_released_as_well()
    {
        var job = Held(Some.Cores(1), Some.NodePrep, Some.Task("work"), Some.NodeRelease);
        _harness.Exit(job, 1, 0, 1);
        _harness.Exit(job, 3, 0, 1);
        Assert.Equal(JobState.Queued, _harness.Job(job).State);
        Assert.Equal(["prepare", "release"], _harness.Started);
    }

    [Fact]
    public void A_sweep_waits_with_its_job_and_goes_on_where_it_was()
    {
        var job = Held(Some.Cores(1), Some.Sweep(3));
        _harness.Exit(job, 1, 0, 1);
        Assert.Equal((TaskState.Running, TaskState.Queued), (_harness.Task(job, 1).PreviousState, _harness.Task(job, 1).State));
        Assert.Equal(2, _harness.Job(job).Counts.Queued);
        _harness.Pass(TimeSpan.FromHours(1));
        _harness.Exit(job, 1, 0, 2);
        _harness.Exit(job, 1, 0, 3);
        Assert.Equal(["part 1", "part 2", "part 3"], _harness.Started);
        Assert.Equal(TaskState.Finished, _harness.Task(job, 1).State);
    }

    [Fact]
    public void A_hold_that_is_taken_away_while_tasks_run_is_forgotten()
    {
        var job = Held(Some.Cores(2), Some.Task("first"), Some.Task("second"), Some.Task("third"));
        _harness.Exit(job, 1);
        _harness.SetJob(job, new JobProperties { HoldUntil = DateTime.MinValue });
        Assert.Equal(["first", "second", "third"], _harness.Started);
    }

    [Fact]
    public void A_hold_that_passes_while_tasks_run_is_forgotten()
    {
        var job = Held(Some.Cores(2), Some.Task("first"), Some.Task("second"), Some.Task("third"));
        _harness.Exit(job, 1);
        _harness.Pass(TimeSpan.FromHours(1));
        Assert.Equal(["first", "second", "third"], _harness.Started);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    [Fact]
    public void A_job_whose_tasks_have_all_run_is_over_and_does_not_wait()
    {
        var job = Held(Some.Cores(1), Some.Task("work"));
        _harness.Exit(job, 1);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    [Fact]
    public void A_task_that_may_run_again_waits_for_the_hold()
    {
        var job = Held(new JobProperties { TaskExecutionFailureRetryLimit = 1 }, Some.Task("work"));
        _harness.Exit(job, 1, 1);
        Assert.Equal(JobState.Queued, _harness.Job(job).State);
        _harness.Pass(TimeSpan.FromHours(1));
        Assert.Equal(["work", "work"], _harness.Started);
    }

    [Fact]
    public void A_reservation_gives_its_cores_back_and_takes_them_again()
    {
        var job = Held(new JobProperties { MinCores = 4, MaxCores = 4, RunUntilCanceled = true });
        Assert.Equal((JobState.Queued, 0), (_harness.Job(job).State, _harness.Job(job).AllocatedCores));
        _harness.Pass(TimeSpan.FromHours(1));
        Assert.Equal((JobState.Running, 4), (_harness.Job(job).State, _harness.Job(job).AllocatedCores));
    }

    [Fact]
    public void The_next_host_goes_on_with_the_hold_of_a_running_job()
    {
        var job = Held(Some.Cores(1), Some.Task("first"), Some.Task("second"), Some.NodeRelease);
        _harness.Restart();
        _harness.Exit(job, 1);
        _harness.Restart();
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        _harness.Exit(job, 3, 0, 1);
        Assert.Equal(JobState.Queued, _harness.Job(job).State);
        _harness.Restart();
        _harness.Pass(TimeSpan.FromHours(1));
        Assert.Equal(["first", "release", "second"], _harness.Started);
    }

    [Fact]
    public void A_job_that_is_canceled_while_it_leaves_its_node_is_Canceled_once_that_is_released()
    {
        var job = Held(Some.Cores(1), Some.Task("first"), Some.Task("second"), Some.NodeRelease);
        _harness.Exit(job, 1);
        _harness.Stop(job, "enough");
        Assert.Empty(_harness.Effects);
        _harness.Exit(job, 3, 0, 1);
        Assert.Equal((JobState.Canceled, "enough"), (_harness.Job(job).State, _harness.Job(job).ErrorMessage));
        Assert.Null(_harness.RestartJob(job));
        _harness.Pass(TimeSpan.FromHours(1));
        Assert.Equal(["first", "release", "second"], _harness.Started);
    }

    [Fact]
    public void A_node_release_task_that_takes_too_long_is_killed()
    {
        var job = Held(Some.Cores(1), Some.Task("first"), Some.Task("second"), Some.NodeRelease);
        _harness.Exit(job, 1);
        _harness.Pass(TimeSpan.FromSeconds(15));
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        _harness.Killed(job, 3, 1);
        Assert.Equal(JobState.Queued, _harness.Job(job).State);
    }

    [Fact]
    public void A_queued_job_is_put_on_hold_too()
    {
        var job = InState.Job(_harness, JobState.Queued);
        Hold(job);
        Assert.Equal(PendingReason.HeldByUser, _harness.Job(job).PendingReason);
        _harness.Exit(1, 1);
        Assert.DoesNotContain("work", _harness.Started);
    }

    private int Held(JobProperties properties, params TaskProperties[] tasks)
    {
        var job = _harness.Submitted(properties, tasks);
        Hold(job);
        return job;
    }

    private void Hold(int job) => _harness.SetJob(job, new JobProperties { HoldUntil = _harness.Now.AddHours(1).UtcDateTime });
}
