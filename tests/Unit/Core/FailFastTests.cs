using HpcScheduler.Core;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Unit.Core;

/// <summary>Tasks whose failure fails their job at once (scheduler reference, section 2.2, J15).</summary>
public sealed class FailFastTests
{
    private readonly CoreHarness _harness = new();

    [Fact]
    public void A_task_with_FailJobOnFailure_fails_its_job_and_another_does_not()
    {
        var job = _harness.Submitted(
            new JobProperties(), Some.Task("minor"), Some.Task("vital") with { FailJobOnFailure = true }, Some.Task("other"));
        _harness.Exit(job, 1, 1);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        _harness.Exit(job, 2, 1);
        Assert.Equal(JobState.Canceling, _harness.Job(job).State);
        _harness.Killed(job, 3);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
        Assert.StartsWith("Task 1.2 failed", _harness.Job(job).ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    public void A_sweep_fails_its_job_when_as_many_sub_tasks_have_failed_as_it_says(int? count, int failures)
    {
        var job = _harness.Submitted(new JobProperties(), Some.Sweep(9) with { FailJobOnFailure = true, FailJobOnFailureCount = count });
        for (var part = 1; part <= failures; part++)
        {
            Assert.Equal(JobState.Running, _harness.Job(job).State);
            _harness.Exit(job, 1, 1, part);
        }

        Assert.Equal(JobState.Canceling, _harness.Job(job).State);
        Assert.StartsWith($"Task 1.1.{failures} failed", _harness.Job(job).ErrorMessage, StringComparison.Ordinal);
        foreach (var key in _harness.Running.Keys.ToList())
            _harness.Killed(key.JobId, key.TaskId, key.SubTaskId);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
        Assert.Equal(TaskState.Failed, _harness.Task(job, 1).State);
        Assert.Equal(failures + 3, _harness.Job(job).Counts.Failed);
    }

    [Fact]
    public void A_job_of_which_nothing_else_runs_is_Failed_at_once()
    {
        var job = _harness.Submitted(Some.Cores(1) with { FailOnTaskFailure = true }, Some.Task("bad"), Some.Task("waits"));
        _harness.Exit(job, 1, 1);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
        Assert.Equal(TaskState.Queued, _harness.Task(job, 2).State);
        Assert.Equal(["bad"], _harness.Started);
    }

    [Fact]
    public void A_failure_that_is_retried_is_none()
    {
        var job = _harness.Submitted(
            new JobProperties { FailOnTaskFailure = true, TaskExecutionFailureRetryLimit = 1 }, Some.Task("bad"), Some.Task("other"));
        _harness.Exit(job, 1, 1);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        _harness.Exit(job, 1, 1);
        Assert.Equal(JobState.Canceling, _harness.Job(job).State);
    }

    [Fact]
    public void A_task_that_a_user_stops_while_it_runs_has_failed()
    {
        var job = _harness.Submitted(new JobProperties { FailOnTaskFailure = true }, Some.Task("work"), Some.Task("other"));
        _harness.StopTask(job, 1, message: "wrong one", force: true);
        _harness.Killed(job, 1);
        Assert.Equal(JobState.Canceling, _harness.Job(job).State);
        Assert.Equal("Task 1.1 failed: wrong one", _harness.Job(job).ErrorMessage);
    }

    [Fact]
    public void A_task_that_a_user_cancels_before_it_runs_or_finishes_has_not_failed()
    {
        var job = _harness.Submitted(
            Some.Cores(1) with { FailOnTaskFailure = true }, Some.Task("work"), Some.Task("unwanted"), Some.Task("other"));
        _harness.StopTask(job, 2);
        _harness.StopTask(job, 1, finish: true);
        _harness.Killed(job, 1);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    [Fact]
    public void A_failing_node_release_task_does_not_fail_its_job()
    {
        var job = _harness.Submitted(new JobProperties { FailOnTaskFailure = true }, Some.Task("work"), Some.NodeRelease);
        _harness.Exit(job, 1);
        _harness.Exit(job, 2, 1, 1);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    [Fact]
    public void A_failing_node_preparation_task_fails_its_job_for_its_own_reason()
    {
        var job = _harness.Submitted(new JobProperties { FailOnTaskFailure = true }, Some.NodePrep, Some.Task("work"));
        _harness.Exit(job, 1, 1, 1);
        Assert.Equal((JobState.Failed, ReasonCodes.NodePrepTaskFailure), (_harness.Job(job).State, _harness.Job(job).ErrorCode));
    }

    [Fact]
    public void A_job_that_is_being_stopped_ends_as_it_was_asked_to()
    {
        var job = _harness.Submitted(new JobProperties { FailOnTaskFailure = true }, Some.Task("bad"), Some.Task("good"));
        _harness.Stop(job, graceful: true, finish: true);
        _harness.Exit(job, 1, 1);
        Assert.Empty(_harness.Effects);
        _harness.Exit(job, 2);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    [Fact]
    public void Without_a_grace_period_what_runs_is_killed_at_once()
    {
        _harness.Set("TaskCancelGracePeriod", 0);
        var job = _harness.Submitted(new JobProperties { FailOnTaskFailure = true }, Some.Task("bad"), Some.Task("other"));
        _harness.Exit(job, 1, 1);
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        Assert.Empty(_harness.Effects.OfType<Effect.Stop>());
    }

    [Fact]
    public void A_user_who_cancels_a_job_that_is_failing_has_the_last_word()
    {
        var job = _harness.Submitted(new JobProperties { FailOnTaskFailure = true }, Some.Task("bad"), Some.Task("other"));
        _harness.Exit(job, 1, 1);
        _harness.Stop(job, "enough", force: true);
        _harness.Killed(job, 2);
        Assert.Equal(
            (JobState.Canceled, ReasonCodes.CanceledByUser, "enough"),
            (_harness.Job(job).State, _harness.Job(job).ErrorCode, _harness.Job(job).ErrorMessage));
    }

    [Fact]
    public void The_next_host_goes_on_with_a_job_that_is_failing()
    {
        var job = _harness.Submitted(new JobProperties { FailOnTaskFailure = true }, Some.Task("bad"), Some.Task("other"));
        _harness.Exit(job, 1, 1);
        _harness.Restart();
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());
        _harness.Ended(AttemptOutcome.Killed, job, 2);
        Assert.Equal((JobState.Failed, ReasonCodes.TaskFailure), (_harness.Job(job).State, _harness.Job(job).ErrorCode));
    }

    [Fact]
    public void Queued_again_it_runs_what_failed_and_what_waited()
    {
        var job = _harness.Submitted(
            Some.Cores(1) with { FailOnTaskFailure = true }, Some.Task("good"), Some.Task("bad"), Some.Task("waits"));
        _harness.Exit(job, 1);
        _harness.Exit(job, 2, 1);
        Assert.Null(_harness.RestartJob(job));
        _harness.Exit(job, 2);
        _harness.Exit(job, 3);
        Assert.Equal(["good", "bad", "bad", "waits"], _harness.Started);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }
}
