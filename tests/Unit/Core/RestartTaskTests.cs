using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>Tasks that are queued again on their own (scheduler reference, section 2.3, T20).</summary>
public sealed class RestartTaskTests
{
    private readonly CoreHarness _harness = new();

    [Theory]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Canceled)]
    public void A_job_that_ended_badly_is_queued_with_the_task_and_its_others_stay_as_they_are(JobState state)
    {
        var job = _harness.Submitted("first", "second", "third");
        _harness.Exit(job, 1, 1);
        _harness.Exit(job, 2, 2);
        if (state == JobState.Canceled)
            _harness.Stop(job, force: true);
        _harness.Exit(job, 3);
        Assert.Equal(state, _harness.Job(job).State);
        _harness.Started.Clear();
        Assert.Null(_harness.RestartTask(job, 1));
        Assert.Equal((JobState.Running, 1), (_harness.Job(job).State, _harness.Job(job).RequeueCount));
        Assert.Equal(["first"], _harness.Started);
        _harness.Exit(job, 1);
        Assert.Equal((JobState.Failed, TaskState.Failed), (_harness.Job(job).State, _harness.Task(job, 2).State));
        Assert.StartsWith("Task 1.2 failed", _harness.Job(job).ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void All_failed_tasks_and_sub_tasks_are_queued_together_and_nothing_else()
    {
        var job = _harness.Submitted(Some.Cores(2), Some.Task("bad"), Some.Task("good"), Some.Sweep(3), Some.Task("unwanted"));
        _harness.StopTask(job, 4);
        _harness.Exit(job, 1, 1);
        _harness.Exit(job, 2);
        _harness.Exit(job, 3, 1, 1);
        _harness.Exit(job, 3, 0, 2);
        _harness.Exit(job, 3, 1, 3);
        _harness.Started.Clear();
        Assert.Null(_harness.RestartTask(job, 0, failed: true));
        _harness.Exit(job, 1);
        _harness.Exit(job, 3, 0, 1);
        _harness.Exit(job, 3, 0, 3);
        Assert.Equal(["bad", "part 1", "part 3"], _harness.Started);
        Assert.Equal((JobState.Finished, TaskState.Canceled), (_harness.Job(job).State, _harness.Task(job, 4).State));
        Assert.Equal("3 tasks", _harness.History(job).Single(row => row.Event == JobHistoryEvent.TaskRequeued).Message);
    }

    [Fact]
    public void A_task_that_was_canceled_before_it_ran_and_queued_again_is_as_any_other()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.Task("first"), Some.Task("second"));
        _harness.StopTask(job, 2);
        Assert.Null(_harness.RestartTask(job, 2));
        _harness.Exit(job, 1);
        _harness.Exit(job, 2, 1);
        Assert.Null(_harness.RestartJob(job));
        Assert.Equal(["first", "second", "second"], _harness.Started);
    }

    [Fact]
    public void A_task_that_waits_in_a_canceled_job_brings_the_job_back_to_run_it()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.Task("first"), Some.Task("second"));
        _harness.Stop(job, force: true);
        _harness.Killed(job, 1);
        Assert.Equal((JobState.Canceled, TaskState.Queued), (_harness.Job(job).State, _harness.Task(job, 2).State));
        Assert.Null(_harness.RestartTask(job, 2));
        Assert.Equal(["first", "second"], _harness.Started);
    }

    [Fact]
    public void Where_nothing_failed_there_is_nothing_to_do()
    {
        var job = _harness.Submitted("work");
        var before = _harness.Job(job);
        Assert.Null(_harness.RestartTask(job, 0, failed: true));
        Assert.Null(_harness.RestartTask(job, 1, failed: true));
        Assert.Equal(before, _harness.Job(job));
    }

    [Fact]
    public void A_failed_task_that_is_not_rerunnable_is_passed_over_where_others_are_queued()
    {
        var job = _harness.Submitted(
            new JobProperties(), Some.Task("once") with { Rerunnable = false }, Some.Task("bad"), Some.Task("other"));
        _harness.Exit(job, 1, 1);
        var error = Assert.Throws<SchedulerException>(() => _harness.RestartTask(job, 0, failed: true));
        Assert.Same(SchedulerErrors.TaskNotRerunnable, error.Error);
        _harness.Exit(job, 2, 1);
        Assert.Null(_harness.RestartTask(job, 0, failed: true));
        Assert.Equal(["once", "bad", "other", "bad"], _harness.Started);
    }

    [Fact]
    public void A_sub_task_is_queued_alone_and_keeps_its_number()
    {
        var job = _harness.Submitted(new JobProperties(), Some.Sweep(3));
        _harness.Exit(job, 1, 1, 2);
        Assert.Null(_harness.RestartTask(job, 1, 2));
        Assert.Equal(2, _harness.Task(job, 1, 2).Instance);
        foreach (var part in new[] { 1, 2, 3 })
            _harness.Exit(job, 1, 0, part);
        Assert.Equal(["part 1", "part 2", "part 3", "part 2"], _harness.Started);
        Assert.Equal((JobState.Finished, TaskState.Finished), (_harness.Job(job).State, _harness.Task(job, 1).State));
    }

    [Fact]
    public void A_sweep_that_ended_runs_again_what_did_not_finish()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.Sweep(4), Some.Task("other"));
        _harness.Exit(job, 1, 0, 1);
        _harness.StopTask(job, 1, force: true);
        _harness.Killed(job, 1, 2);
        Assert.Equal(TaskState.Canceled, _harness.Task(job, 1).State);
        _harness.Exit(job, 2);
        _harness.Started.Clear();
        Assert.Null(_harness.RestartTask(job, 1));
        foreach (var part in new[] { 2, 3, 4 })
            _harness.Exit(job, 1, 0, part);
        Assert.Equal(["part 2", "part 3", "part 4"], _harness.Started);
        Assert.Equal((JobState.Finished, TaskState.Finished), (_harness.Job(job).State, _harness.Task(job, 1).State));
    }

    [Fact]
    public void A_sub_task_that_its_canceled_sweep_never_reached_runs()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.Sweep(4), Some.Task("other"));
        _harness.StopTask(job, 1, force: true);
        _harness.Killed(job, 1, 1);
        Assert.Null(_harness.RestartTask(job, 1, 3));
        _harness.Exit(job, 2);
        Assert.Equal(["part 1", "other", "part 3"], _harness.Started);
        _harness.Exit(job, 1, 0, 3);
        var counts = _harness.Job(job).Counts;
        Assert.Equal((1, 2, 2), (counts.Failed, counts.Finished, counts.Canceled));
    }

    [Fact]
    public void Running_sub_tasks_of_a_sweep_are_stopped_first()
    {
        var job = _harness.Submitted(Some.Cores(2), Some.Sweep(2));
        Assert.Null(_harness.RestartTask(job, 1));
        Assert.Equal(2, _harness.Effects.OfType<Effect.Stop>().Count());
        _harness.Killed(job, 1, 1);
        _harness.Killed(job, 1, 2);
        Assert.Equal(["part 1", "part 2", "part 1", "part 2"], _harness.Started);
        Assert.Equal(TaskState.Running, _harness.Task(job, 1).State);
    }

    [Fact]
    public void A_task_that_is_canceled_while_it_is_stopped_to_run_again_ends_Failed()
    {
        var job = _harness.Submitted("work", "other");
        _harness.Start(job, 1);
        _harness.RestartTask(job, 1);
        _harness.StopTask(job, 1, message: "never mind");
        _harness.Killed(job, 1);
        Assert.Equal((TaskState.Failed, "never mind"), (_harness.Task(job, 1).State, _harness.Task(job, 1).ErrorMessage));
        Assert.Equal(["work", "other"], _harness.Started);
    }

    [Fact]
    public void A_task_that_is_stopped_to_run_again_fails_with_its_job()
    {
        var job = _harness.Submitted("work");
        _harness.Start(job, 1);
        _harness.RestartTask(job, 1);
        _harness.Stop(job);
        _harness.Killed(job, 1);
        Assert.Equal((JobState.Canceled, TaskState.Failed), (_harness.Job(job).State, _harness.Task(job, 1).State));
        Assert.Equal(ReasonCodes.TasksJobCanceled, _harness.Task(job, 1).ErrorCode);
    }

    [Fact]
    public void Dependents_of_a_task_that_is_queued_again_wait_for_it()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.Named("first"), Some.Task("other"), Some.Named("second", "first"));
        _harness.Exit(job, 1, 1);
        Assert.Null(_harness.RestartTask(job, 1));
        _harness.Exit(job, 2);
        Assert.Equal(["first", "other", "first"], _harness.Started);
        _harness.Exit(job, 1);
        Assert.Equal(["first", "other", "first", "second"], _harness.Started);
    }

    [Theory]
    [InlineData(JobState.Configuring)]
    [InlineData(JobState.Finishing)]
    [InlineData(JobState.Canceling)]
    [InlineData(JobState.Finished)]
    public void Tasks_of_a_job_in_another_state_are_not_queued_again(JobState state)
    {
        var job = InState.Job(_harness, state);
        Assert.Same(SchedulerErrors.TaskOfJobNotRestartable, Assert.Throws<SchedulerException>(() => _harness.RestartTask(job, 1)).Error);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, 4)]
    [InlineData(1, -1)]
    public void A_task_that_does_not_exist_is_refused(int task, int subTask)
    {
        var job = _harness.Submitted(new JobProperties(), Some.Sweep(3));
        Assert.Same(SchedulerErrors.TaskNotFound, Assert.Throws<SchedulerException>(() => _harness.RestartTask(job, task, subTask)).Error);
    }

    [Fact]
    public void Others_than_owner_and_administrator_may_not_queue_tasks_again()
    {
        var job = _harness.Submitted("work");
        var request = new RestartTask(job, 1, 0, false);
        Assert.Same(SchedulerErrors.PermissionDenied, Assert.Throws<SchedulerException>(
            () => _harness.Turn(core => core.Handle(request, CoreHarness.Stranger))).Error);
    }
}
