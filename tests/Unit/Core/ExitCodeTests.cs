using HpcScheduler.Core;

namespace HpcScheduler.Unit.Core;

/// <summary>Which exit codes are a success, and how often a failure is tried again (scheduler reference, sections 2.3, T8 to T10, and 5.1).</summary>
public sealed class ExitCodeTests
{
    private readonly CoreHarness _harness = new();

    [Theory]
    [InlineData(null, null, 0, true)]
    [InlineData(null, null, 3, false)]
    [InlineData("0..3", null, 3, true)]
    [InlineData("0..3", "", 3, true)]
    [InlineData("0..3", "7", 3, false)]
    [InlineData("0..3", "7", 0, false)]
    [InlineData("0..3", "7", 7, true)]
    [InlineData("1", null, 0, false)]
    [InlineData("min..max", null, 137, true)]
    public void The_list_of_a_task_replaces_that_of_its_job(string? ofJob, string? ofTask, int exitCode, bool isValid)
    {
        var job = _harness.Submitted(new JobProperties { ValidExitCodes = ofJob }, Some.Task("work") with { ValidExitCodes = ofTask });
        _harness.Exit(job, 1, exitCode);
        Assert.Equal(isValid ? TaskState.Finished : TaskState.Failed, _harness.Task(job, 1).State);
        Assert.Equal(isValid ? JobState.Finished : JobState.Failed, _harness.Job(job).State);
        Assert.Equal(exitCode, _harness.Task(job, 1).ExitCode);
    }

    [Fact]
    public void The_list_of_a_job_counts_for_its_node_preparation()
    {
        var job = _harness.Submitted(new JobProperties { ValidExitCodes = "3" }, Some.NodePrep, Some.Task("work"));
        _harness.Exit(job, 1, 3, 1);
        Assert.Equal(["prepare", "work"], _harness.Started);
    }

    [Theory]
    [InlineData("one")]
    [InlineData("1..2..3")]
    [InlineData("min")]
    public void A_text_that_is_no_list_is_refused(string list)
    {
        Assert.Same(SchedulerErrors.InvalidExitCodes, Assert.Throws<SchedulerException>(
            () => _harness.New(new JobProperties { ValidExitCodes = list })).Error);
        Assert.Same(SchedulerErrors.InvalidExitCodes, Assert.Throws<SchedulerException>(
            () => _harness.Submitted(new JobProperties(), Some.Task("work") with { ValidExitCodes = list })).Error);
    }

    [Fact]
    public void A_task_runs_four_times_where_it_may_be_retried_three_times()
    {
        var job = Retried(3, Some.Task("work"));
        for (var run = 1; run <= 4; run++)
        {
            Assert.Equal((run == 1 ? "" : $"{run - 1}", $"{run - 1}"), (Variable("CCP_TASK_PREV_EXITCODE"), Variable("CCP_RETRY_COUNT")));
            _harness.Exit(job, 1, run);
        }

        Assert.Equal(4, _harness.Started.Count);
        Assert.Equal((TaskState.Failed, 3, 4), (_harness.Task(job, 1).State, _harness.Task(job, 1).ExecutionFailureRetryCount, _harness.Task(job, 1).ExitCode));
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
    }

    [Fact]
    public void A_retry_that_succeeds_is_a_success()
    {
        var job = Retried(3, Some.Task("work"));
        _harness.Exit(job, 1, 1);
        _harness.Exit(job, 1);
        Assert.Equal((JobState.Finished, 1), (_harness.Job(job).State, _harness.Task(job, 1).ExecutionFailureRetryCount));
        Assert.Equal(ReasonCodes.None, _harness.Task(job, 1).ErrorCode);
    }

    [Fact]
    public void Each_sub_task_is_retried_by_itself()
    {
        var job = Retried(1, Some.Sweep(2));
        foreach (var part in new[] { 1, 1, 2, 2 })
            _harness.Exit(job, 1, 1, part);
        Assert.Equal(["part 1", "part 2", "part 1", "part 2"], _harness.Started);
        Assert.Equal(2, _harness.Job(job).Counts.Failed);
    }

    [Fact]
    public void A_task_that_is_not_rerunnable_is_retried_all_the_same()
    {
        var job = Retried(1, Some.Task("work") with { Rerunnable = false });
        _harness.Exit(job, 1, 1);
        Assert.Equal(2, _harness.Started.Count);
    }

    [Fact]
    public void Node_preparation_and_release_are_not_retried()
    {
        var job = Retried(3, Some.NodePrep, Some.Task("work"), Some.NodeRelease);
        _harness.Exit(job, 1, 1, 1);
        _harness.Exit(job, 3, 1, 1);
        Assert.Equal(["prepare", "release"], _harness.Started);
    }

    [Fact]
    public void A_job_that_is_being_stopped_retries_nothing()
    {
        var job = Retried(3, Some.Task("work"));
        _harness.Stop(job, graceful: true);
        _harness.Exit(job, 1, 1);
        Assert.Equal(TaskState.Failed, _harness.Task(job, 1).State);
        Assert.Equal(JobState.Canceled, _harness.Job(job).State);
    }

    [Fact]
    public void A_job_that_is_queued_again_counts_retries_anew()
    {
        var job = Retried(1, Some.Task("work"));
        _harness.Exit(job, 1, 1);
        _harness.Exit(job, 1, 1);
        Assert.Null(_harness.RestartJob(job));
        Assert.Equal((0, null), (_harness.Task(job, 1).ExecutionFailureRetryCount, _harness.Task(job, 1).PreviousExitCode));
        Assert.Equal(("", "1"), (Variable("CCP_TASK_PREV_EXITCODE"), Variable("CCP_RETRY_COUNT")));
        _harness.Exit(job, 1, 1);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    [Theory]
    [InlineData(137, "The task ended with exit code 137. Signal 9 ended it.")]
    [InlineData(128, "The task ended with exit code 128.")]
    [InlineData(255, "The task ended with exit code 255.")]
    public void The_message_names_the_signal(int exitCode, string message)
    {
        var job = _harness.Submitted("work");
        _harness.Exit(job, 1, exitCode);
        Assert.Equal(message, _harness.Task(job, 1).ErrorMessage);
    }

    private int Retried(int limit, params TaskProperties[] tasks) =>
        _harness.Submitted(new JobProperties { TaskExecutionFailureRetryLimit = limit }, tasks);

    private string Variable(string name) =>
        _harness.Effects.OfType<Effect.Start>().Single().Attempt.Environment.Last(variable => variable.Key == name).Value;
}
