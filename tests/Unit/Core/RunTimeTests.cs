using HpcScheduler.Core;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Unit.Core;

/// <summary>How long jobs and tasks may run (scheduler reference, sections 2.2, J19, 2.3, T12, and 5.1, Runtime).</summary>
public sealed class RunTimeTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly CoreHarness _harness = new();

    [Fact]
    public void The_run_time_of_a_job_counts_from_its_start()
    {
        var before = _harness.Submitted(Some.Cores(4), Some.Task("before"));
        var job = Job(10 * Minute);
        _harness.Pass(60 * Minute);
        _harness.Exit(before, 1);
        _harness.Start(job, 1);
        Assert.Equal(_harness.Now + (10 * Minute), _harness.Core.NextDeadline);
        _harness.Pass(10 * Minute);
        Assert.Equal((JobState.Canceling, "Its run time of 00:10:00 was over."), (_harness.Job(job).State, _harness.Job(job).ErrorMessage));
    }

    [Fact]
    public void A_run_time_of_zero_is_no_limit()
    {
        var job = Job(TimeSpan.Zero);
        _harness.Start(job, 1);
        Assert.Null(_harness.Job(job).RunTime);
        Assert.Null(_harness.Core.NextDeadline);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(3)]
    public void A_run_time_that_is_made_shorter_while_the_job_runs_counts_from_its_start(int minutes)
    {
        var job = Job(60 * Minute);
        _harness.Pass(3 * Minute);
        _harness.SetJob(job, new JobProperties { RunTime = minutes * Minute });
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        _harness.Pass((minutes - 3) * Minute);
        Assert.Equal((JobState.Canceling, ReasonCodes.JobRuntimeExpired), (_harness.Job(job).State, _harness.Job(job).ErrorCode));
    }

    [Fact]
    public void A_run_time_that_is_made_longer_or_taken_away_while_the_job_runs_lets_it_run()
    {
        var job = Job(10 * Minute);
        _harness.SetJob(job, new JobProperties { RunTime = 20 * Minute });
        _harness.Pass(19 * Minute);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        _harness.SetJob(job, new JobProperties { RunTime = TimeSpan.Zero });
        _harness.Pass(60 * Minute);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    [Fact]
    public void The_next_host_keeps_the_time()
    {
        var job = Job(10 * Minute);
        _harness.Pass(4 * Minute);
        _harness.Restart();
        _harness.Pass(6 * Minute);
        Assert.Equal(JobState.Canceling, _harness.Job(job).State);
    }

    [Fact]
    public void A_run_time_that_was_over_while_no_host_ran_is_over()
    {
        var job = Job(10 * Minute);
        _harness.Now += 20 * Minute;
        _harness.Restart();
        _harness.Pass(TimeSpan.Zero);
        Assert.Equal(JobState.Canceling, _harness.Job(job).State);
    }

    [Theory]
    [InlineData(false, JobState.Canceled)]
    [InlineData(true, JobState.Finished)]
    public void A_graceful_stop_is_hurried_when_the_run_time_is_over(bool finish, JobState state)
    {
        var job = Job(10 * Minute);
        _harness.Stop(job, "enough", graceful: true, finish: finish);
        _harness.Pass(10 * Minute);
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());
        _harness.Pass(TimeSpan.FromSeconds(15));
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        _harness.Killed(job, 1);
        Assert.Equal((state, "enough"), (_harness.Job(job).State, _harness.Job(job).ErrorMessage));
    }

    [Fact]
    public void Each_run_of_a_job_has_its_whole_time()
    {
        var job = Job(10 * Minute);
        _harness.Pass(9 * Minute);
        _harness.Stop(job, force: true);
        _harness.Killed(job, 1);
        Assert.Null(_harness.RestartJob(job));
        _harness.Pass(9 * Minute);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        _harness.Pass(Minute);
        Assert.Equal(JobState.Canceling, _harness.Job(job).State);
    }

    [Fact]
    public void A_job_that_comes_back_from_a_hold_has_its_whole_time()
    {
        var job = _harness.Submitted(Some.Cores(1) with { RunTime = 10 * Minute }, Some.Task("first"), Some.Task("second"));
        _harness.Pass(9 * Minute);
        _harness.SetJob(job, new JobProperties { HoldUntil = _harness.Now.AddHours(1).UtcDateTime });
        _harness.Exit(job, 1);
        _harness.Pass(60 * Minute);
        _harness.Pass(9 * Minute);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    [Fact]
    public void Each_run_of_a_task_has_its_whole_time()
    {
        var job = _harness.Submitted(new JobProperties(), Some.Task("work") with { RunTime = 2 * Minute }, Some.Task("other"));
        _harness.Start(job, 1);
        _harness.Pass(Minute);
        _harness.Ended(AttemptOutcome.Lost, job, 1);
        _harness.Start(job, 1);
        _harness.Pass(Minute);
        Assert.Equal(TaskState.Running, _harness.Task(job, 1).State);
        _harness.Pass(Minute);
        Assert.Equal(TaskState.Canceling, _harness.Task(job, 1).State);
    }

    [Fact]
    public void Each_sub_task_has_the_run_time_of_its_sweep()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.Sweep(2) with { RunTime = Minute });
        _harness.Start(job, 1, 1);
        _harness.Pass(Minute);
        Assert.Equal(TaskState.Canceling, _harness.Task(job, 1, 1).State);
        _harness.Killed(job, 1, 1);
        Assert.Equal(ReasonCodes.TaskRuntimeExpired, _harness.Task(job, 1, 1).ErrorCode);
        Assert.Equal(["part 1", "part 2"], _harness.Started);
    }

    [Fact]
    public void A_task_over_its_run_time_is_not_retried()
    {
        var job = _harness.Submitted(
            new JobProperties { TaskExecutionFailureRetryLimit = 3 }, Some.Task("work") with { RunTime = Minute }, Some.Task("other"));
        _harness.Start(job, 1);
        _harness.Pass(Minute);
        _harness.Exit(job, 1, 1);
        Assert.Equal((TaskState.Failed, 1), (_harness.Task(job, 1).State, _harness.Task(job, 1).ExitCode));
    }

    [Fact]
    public void The_next_host_keeps_the_time_of_a_task()
    {
        var job = _harness.Submitted(new JobProperties(), Some.Task("work") with { RunTime = 2 * Minute });
        _harness.Start(job, 1);
        _harness.Pass(Minute);
        _harness.Restart();
        _harness.Pass(Minute);
        Assert.Equal(TaskState.Canceling, _harness.Task(job, 1).State);
    }

    [Fact]
    public void Node_preparation_over_its_run_time_fails_the_job()
    {
        var job = _harness.Submitted(new JobProperties(), Some.NodePrep with { RunTime = Minute }, Some.Task("work"));
        _harness.Start(job, 1, 1);
        _harness.Pass(Minute);
        _harness.Killed(job, 1, 1);
        Assert.Equal((JobState.Failed, ReasonCodes.NodePrepTaskFailure), (_harness.Job(job).State, _harness.Job(job).ErrorCode));
    }

    [Fact]
    public void A_task_may_not_run_longer_than_its_job()
    {
        var job = _harness.New(new JobProperties { RunTime = Minute });
        _harness.Add(job, Some.Task("work") with { RunTime = 2 * Minute });
        Assert.Same(SchedulerErrors.TaskRunTimeExceedsJob, _harness.Submit(job)?.Error);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1L + int.MaxValue)]
    public void A_run_time_is_as_many_seconds_as_a_number_holds(long seconds) =>
        Assert.Same(SchedulerErrors.ValueOutOfRange, Assert.Throws<SchedulerException>(() => Job(TimeSpan.FromSeconds(seconds))).Error);

    private int Job(TimeSpan runTime) => _harness.Submitted(new JobProperties { RunTime = runTime }, Some.Task("work"));
}
